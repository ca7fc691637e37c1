# Warnings: a conditional stance without a sign of a condition, one position twice over the same words, a side or state that
# nobody is. A quotation that stands twice is a fault.
copy; cd data/corpus/articles
sed -i 's/would accept patrol boats only if the costs are shared/welcomed patrol boats/' a1.txt
sed -i '4s/would accept patrol boats only if the costs are shared/welcomed patrol boats/; 4s/the costs are shared$//' a1.tsv
printf 'stance\tsupports the net ban\t\tindirect\tits fisheries ministry\tARL\tArland\tARL\tARL\tnet_ban\tsupports\t\n' >> a1.tsv
for i in 1 2; do printf 'quotation\tBrenmark asked for another meeting\t\t\tBrenmark\tBRM\t\t\tBRM\t\t\t\n' >> a1.tsv; done
sed -i '2s/\tBRM\tBRM\t/\tBRM\tBRX\t/; 3s/\tARL\tArland\tARL\t/\tARX\tArland\tARX:public\t/; 4s/\tBRM\tBrenmark\tBRM\t/\tAda Lund\tBrenmark\tADA\t/' a2.tsv
cd ../../..; surety check --data data | tail -n 1
