# A page of each command, with every option of its help; and roff has nothing to complain of.
"$SHIPPED/pipeline/share/make_man.sh" "$(command -v surety)" man; echo $?
for page in man/*.1; do
  name=$(basename $page .1); command=${name#surety}; command=${command#-}
  wanted=$(surety $command --help | sed -n '/^Options:/,/^$/p' | grep -c '^  -'); seen=$(grep -c '^\.B \(\\-[a-z], \)*\\-\\-[a-z]' $page)
  [ "$wanted" = "$seen" ] || echo "$name: $seen options of $wanted"
  for section in NAME SYNOPSIS DESCRIPTION EXAMPLES 'EXIT STATUS' 'SEE ALSO'; do grep -q "^\.SH $section$" $page || echo "$name: no $section"; done
  if command -v man > /dev/null; then MANWIDTH=100 man --warnings -E UTF-8 -l -Tutf8 -Z $page > /dev/null; fi
done
ls man | wc -l | awk -v all="$(surety --help | sed -n '/^Commands:/,/^$/p' | grep -c '^  ')" '{ print ($1 == all + 1) }'
