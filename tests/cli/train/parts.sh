# Training on a share of the articles (a smaller share lies in a larger one) and without groups of features.
surety train "$TOPIC/corpus" --articles-share 0.5 -o half | grep -o '^[0-9]* articles'
surety train "$TOPIC/corpus" --without c:,holder --folds 2 -o without | grep -o '^[0-9]* articles'
cut -f2 without/features.tsv | grep -cE "^(c:|holder)"; [ "$(wc -l < without/features.tsv)" -gt 9 ] && echo others stay
grep 'left out' without/card.md; grep -c '2 folds' without/card.md
surety extract --model ./without "$TOPIC/corpus/articles/a1.txt" > /dev/null; echo $?
surety train "$TOPIC/corpus" --without c:,nosuch= -o failed; echo $?
surety train "$TOPIC/corpus" --articles-share 2 -o failed; echo $?
surety train "$TOPIC/corpus" --folds 1 -o failed; echo $?
surety train "$TOPIC/corpus" --articles-share 0 -o failed; echo $?; ls
