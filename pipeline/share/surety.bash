# Completion for bash. Commands and options are asked of the program itself, so they are always those it has.
_surety() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-}
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ] || { [ "$command" = help ] && [ "$COMP_CWORD" = 2 ]; }; then
    mapfile -t COMPREPLY < <(compgen -W "$("$program" --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p') help --help --version" -- "$word")
    return
  fi
  local options
  options=$("$program" "$command" --help 2>/dev/null | sed -n '/^Options:/,/^$/s/^  \(.*[^ ]\)  .*/\1/p')
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(grep -o -- '--[a-z-]*' <<<"$options") --version" -- "$word")
    return
  fi
  # What the option before takes, by the word that --help has for it.
  case $(sed -n "s/^\(.*, \)\{0,1\}$before \([A-Z]*\)$/\2/p; s/^$before, --[a-z-]* \([A-Z]*\)$/\1/p" <<<"$options") in
    DIR) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    N | P | C | TEXT) ;;
    NAME) [ "$before" = --split ] && mapfile -t COMPREPLY < <(compgen -W "train test all" -- "$word") ;;
    *) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
  esac
}
complete -F _surety surety
