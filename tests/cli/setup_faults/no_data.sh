surety extract good.txt --data nowhere; echo $?
SURETY_DATA=nowhere surety tokenize good.txt; echo $?
surety extract good.txt --model nothing 2>&1 | sed "s|$TOPIC|TOPIC|"; echo "${PIPESTATUS[0]}"
surety extract good.txt --model "$TOPIC/models/strait" | brief
surety extract good.txt --model strait | brief
