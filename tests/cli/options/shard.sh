# A part that cannot be.
for part in 0/3 4/3 1 1/ /2 a/b 1/0; do surety extract good.txt --shard $part; echo $?; done
surety extract good.txt --shard=1/1 --no-header | wc -l
