# Ids as they came, signs of all kinds, columns in any order, CRLF, a byte order mark, labels that are no column names.
{ printf '\357\273\277label\tnote\ttext\r\n'
  for i in 1 2 3 4 5; do printf 'Pro & Co\tx\tgut 😀 „ja“ %s\r\nNone\tx\tschlecht ☹ "nein" %s\r\npro_&_co\tx\tÉté %s \\ x\r\n' $i $i $i; done; } > in.tsv
surety classify train in.tsv -o m | sed -E 's/c[0-9a-f]{12}/NAME/'
printf 'text\tid\n„JA“ gut\t007\nSCHLECHT nein\t-x"\nété\tNA\n\xe2\x80\x8b\tzero\n' > new.tsv
surety classify predict m new.tsv | cut -f 1,2; surety classify predict m new.tsv | head -n 1
