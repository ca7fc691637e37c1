# What was meant is told: of commands, and of options that were begun or misspelt.
for command in extrct chekc revew --report tok evaluate x extract-all; do surety $command; echo $?; done
surety extract --quot q.tsv good.txt; surety eval --agree a b; surety report --out x; surety review --n 5
surety help review | head -n 1; surety help nothing; echo $?
