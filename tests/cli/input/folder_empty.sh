mkdir nothing; echo x > nothing/x.csv
surety extract nothing good.txt | brief
