can_deny
mkdir locked; echo old > locked/stances.tsv; chmod 555 locked
denied surety extract good.txt -o locked/stances.tsv
echo $?; ls locked; cat locked/stances.tsv
