for word in --help -h help; do surety $word > help.txt; echo "$? $(head -n 1 help.txt)"; done
surety > help.txt; echo "$? $(wc -c < help.txt)"
