# Every command of the list tells its options, on standard output, with status 0.
surety --help | sed -n '/^Commands:/,/^$/p' | grep -o '^  [a-z]*' | while read -r command; do
  for option in --help -h; do
    surety "$command" $option > help.txt 2> errors.txt; echo "$command $option $? $(head -n 1 help.txt | grep -c "^Usage: surety $command ") $(wc -c < errors.txt)"
  done
  case $command in export) known=--no-header ;; classify) known="--output x" ;; *) known="--data nowhere" ;; esac
  surety "$command" $known x --help > help.txt; echo "$command among others $? $(grep -c '^  -h, --help' help.txt)"
done
