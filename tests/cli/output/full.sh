# A full disk is an error, on standard output too, for help as for rows.
surety extract good.txt > /dev/full; echo $?
surety extract good.txt -o /dev/full; echo $?
surety tokenize good.txt > /dev/full; echo $?
surety --help > /dev/full; echo $?
surety --version > /dev/full; echo $?
surety extract --help > /dev/full; echo $?
surety check > /dev/full; echo $?
surety extract good.txt >&-; echo $?
