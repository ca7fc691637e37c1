# The byte where it breaks, counted from 0: a stray byte, a cut sequence, an overlong form, a surrogate, beyond U+10FFFF.
printf 'Arland \377 waits.' > stray.txt
printf 'Arland waits \342\200' > cut.txt
printf '\300\257 Arland' > overlong.txt
printf 'Ar\355\240\200land' > surrogate.md
printf '\357\273\277Arl\364\220\200\200and' > beyond.txt
surety extract stray.txt cut.txt good.txt overlong.txt surrogate.md beyond.txt | brief
