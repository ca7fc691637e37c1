# HTML files and the field html: the same text, written to --texts; a JSON member counts more than what the page says.
printf '<html lang=en><title>Nets</title><nav><p>Home</p></nav><article><p>Nets were cut, the Arland&rsquo;s minister said.</p></article>' > a.html
printf '{"id":"j","html":"<p>Nets &amp; lines.<p>Two.","title":"Given"}\n{"id":"t","html":"<p>x","text":"Text."}\n{"id":"n","html":""}\n' > b.jsonl
surety extract a.html b.jsonl -o /dev/null --texts -
cp a.html c.htm; surety extract c.htm --texts - -o /dev/null
echo '<p>' > empty.html; surety extract empty.html -o /dev/null
