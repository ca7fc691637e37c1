# A folder that cannot be made leaves nothing behind; an old model is replaced file by file.
echo x > file
surety train "$TOPIC/corpus" -o file/m; echo $?
surety train "$TOPIC/corpus" -o file; echo $?
ls; cat file
