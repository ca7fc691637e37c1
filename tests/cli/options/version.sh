for words in --version -V 'extract --version' 'tokenize -V' 'train --version' 'eval --version' 'check --version' 'extract good.txt --version'; do
  surety $words | sed -E 's/[0-9]+\.[0-9]+\.[0-9]+$/VERSION/'; echo $?
done
