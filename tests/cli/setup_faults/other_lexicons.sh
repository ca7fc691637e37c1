# A model is refused with other lexicons than its own.
copy
printf '~applaud loudly\tsupport\n' >> data/lexicons/polarity.tsv
echo old > stances.tsv
surety extract good.txt --data data -o stances.tsv 2>&1 | short; echo "${PIPESTATUS[0]}"
cat stances.tsv
surety train data/corpus -o data/models/strait --data data > /dev/null && surety extract good.txt --data data | brief
