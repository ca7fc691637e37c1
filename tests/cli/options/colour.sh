# Errors have a colour on a terminal alone, and not for those who want none.
script -qec true /dev/null < /dev/null > /dev/null 2>&1 || exit 77 # no terminal to be had here
on_terminal() { script -qec "$*" /dev/null < /dev/null | tr -d '\r' | sed 's/\x1b/ESC/g'; }
export TERM=xterm
on_terminal surety extract
NO_COLOR=1 on_terminal surety extract
NO_COLOR= on_terminal surety nothing
TERM=dumb on_terminal surety extract
surety extract 2>&1 | cat
