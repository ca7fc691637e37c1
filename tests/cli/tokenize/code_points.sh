# Offsets count code points, not bytes; the id is as the input has it.
printf '{"id": "7 \\"seas\\"", "text": "Øre. Ça va 😀"}\n' | surety tokenize -
