surety extract good.txt ./good.txt | brief
