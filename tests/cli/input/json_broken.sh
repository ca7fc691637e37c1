{ sed -n 1p lines.jsonl
  echo '{"id": "cut", "text": "Arland'
  echo '["no", "object"]'
  echo 'Arland supports the net ban.'
  echo
  echo '{"id": "more", "text": "Arland waits."} and more'
  echo '{"id": "half", "text": "\ud800 waits"}'
  sed -n 2p lines.jsonl; } > some.jsonl
surety extract some.jsonl | brief
