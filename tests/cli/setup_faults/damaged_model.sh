copy
weights=data/models/strait/weights.bin
printf '\377' | dd of=$weights bs=1 seek=1000 conv=notrunc status=none; surety extract good.txt --data data; echo $?
head -c 5000 "$TOPIC/models/strait/weights.bin" > $weights; surety extract good.txt --data data; echo $?
echo 'no model' > $weights; surety extract good.txt --data data; echo $?
: > $weights; surety extract good.txt --data data; echo $?
rm $weights; surety extract good.txt --data data; echo $?
rm -r data/models; surety extract good.txt --data data; echo $?
