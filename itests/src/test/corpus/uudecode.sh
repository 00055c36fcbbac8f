seq 1 30 >f; uuencode f f >u; rm f; uudecode u; md5sum f; printf 'x' | uuencode -m name
