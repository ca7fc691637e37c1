# Why a row is what it is, as text; numbers and the features themselves move with the model.
cat > brief.txt <<'END'
Fishers wait

Arland supports the net ban, its fisheries ministry said on Friday. It backs the idea.

Brenmark rejects patrol boats, its fisheries ministry said on Friday.

The Strait Council would accept a herring quota only if the costs are shared, its spokesman said on Friday.
END
fixed() { sed -E 's/[-+]?[0-9]+\.[0-9]+/N/g; s/(polarity.tsv):[0-9]+/\1:LINE/; / against none, and against /s/[a-z]+$/RIVAL/; /^  for it /,/^  all others/{/all others/!d}; s/ +/ /g'; }
surety explain brief.txt | fixed
surety explain --features 2 brief.txt | sed -n '/^  for it /,/^  against it/p' | grep -c '  +0\.[0-9]*  *[-+][0-9.]*  [a-z]'
