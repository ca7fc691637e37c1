# A topic of its own in six tables and six articles: no line of C was written for it.
mkdir new
cat > new/a.txt <<'END'
Fishers wait

Arland supports the net ban, its fisheries ministry said on Friday.

Brenmark rejects patrol boats, its fisheries ministry said on Friday.

The Strait Council would accept a herring quota only if the costs are shared, its spokesman said on Friday.

Brenmark asked for another meeting on the net ban in the spring.

Poland supports NATO membership for Ukraine, its foreign ministry said on Friday.
END
surety extract new | brief
surety extract new | cut -f19-22 | awk -F'\t' 'NR > 1 { print ($1 > 0 && $1 <= 1 && $2 + $3 + $4 <= 1.0002) }'
