surety extract good.txt --min-confidence 1 | brief
surety extract good.txt --min-confidence 0 | wc -l | awk '{ print ($1 > 1) }'
