seq 1 1000 >f; md5sum f; sha1sum f; sha256sum f; sha512sum f; cksum f; crc32 f; sha3sum f
md5sum f >sums; md5sum -c sums; echo x >>f; md5sum -c sums; echo $?
printf '' | md5sum
