sed '1s/"stance":"rejects"/"stance":"sings"/;2s/\[73,111\]/[73,1111]/;3s/"holder_id":"[^"]*",//' gold.jsonl > broken.jsonl
echo '{"id": "k004"}' >> broken.jsonl
echo 'not JSON' >> broken.jsonl
sed -n 1p gold.jsonl >> broken.jsonl
surety eval broken.jsonl stances.tsv
