# Errors have a colour on a terminal alone, and not for those who want none.
command -v script > /dev/null || exit 77
on_terminal() { script -qec "$*" /dev/null < /dev/null | tr -d '\r' | sed 's/\x1b/ESC/g'; }
export TERM=xterm
on_terminal surety extract
NO_COLOR=1 on_terminal surety extract
NO_COLOR= on_terminal surety nothing
TERM=dumb on_terminal surety extract
surety extract 2>&1 | cat
