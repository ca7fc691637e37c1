# Another dispute's tables over the neutral ones: counts when all is well, and nothing left behind.
mkdir tmp; export TMPDIR=$PWD/tmp
cp -r "$SHIPPED/tests/data/topic" strait
surety check --topic strait; echo $?
printf 'herring\therring_quota\tterm\n' >> strait/lexicons/guarantees.tsv
sed -i '/patrol boats/d' strait/lexicons/guarantees.tsv
surety check --topic strait/; echo $?
ls tmp
