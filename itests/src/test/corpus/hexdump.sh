printf 'Hello\000\001\377world, sixteen+\n' >f; od f; od -c f; od -An -tx1 f; od -A x -t d2 f; hexdump f; hexdump -C f; xxd f; xxd -p f; xxd -p f | xxd -r -p | cmp - f; strings f
