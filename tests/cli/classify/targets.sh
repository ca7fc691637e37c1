# A target with few texts, and one never seen, are labelled by a model of all texts, which is made only then.
learn
printf 'id\ttarget\ttext\n1\tbells\tStop the bells now\n2\tmoon\tStop the moon now\n' > other.tsv
surety classify predict m other.tsv | cut -f 1,2; echo $?
cut -f 1,3 other.tsv > none.tsv; surety classify predict m none.tsv; echo $?
{ cat learn.tsv; printf 'x1\tmoon\tStop the moon now\tAGAINST\n'; } > more.tsv
surety classify train more.tsv -o n > /dev/null; grep -E '^\| (\(all\)|bells|moon)' n/card.md | cut -d '|' -f 2-5
surety classify predict n other.tsv | cut -f 1,2; surety classify predict n none.tsv | cut -f 1,2
# Without the column, or with one target alone, there is one model.
cut -f 3,4 learn.tsv > plain.tsv; surety classify train plain.tsv -o p > /dev/null; grep -c '^| (all)' p/card.md
surety classify predict p other.tsv | cut -f 1,2
