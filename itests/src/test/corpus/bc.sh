echo '2^64; scale=10; 1/3; sqrt(2); 17%5' | bc
echo 'define f(n) { if (n < 2) return 1; return n * f(n-1); } f(30)' | bc
echo '10 3 / p 2 k 10 3 / p 2 60 ^ p' | dc
