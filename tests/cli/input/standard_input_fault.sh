echo '{"id": 1}' | surety extract -
