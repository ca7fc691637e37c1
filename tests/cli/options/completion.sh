# Words, options and files, as the program itself tells them.
. "$SHIPPED/pipeline/share/surety.bash"
compopt() { :; } # needs a real completion around it
complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _surety; echo "$*: ${COMPREPLY[*]}"; }
complete_line surety re
complete_line surety help ex
complete_line surety --v
complete_line surety extract --m
complete_line surety extract go
complete_line surety extract good.txt -o lines.j
mkdir folder file-like.d; complete_line surety extract --data f
complete_line surety extract good.txt --package f
complete_line surety eval a b --split t
complete_line surety extract -j ''
complete_line surety nothing --x
complete_line surety train --t
complete_line surety train -j ''
