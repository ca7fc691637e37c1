printf ' \n\t\n' > blank.txt
surety extract blank.txt | brief
surety tokenize blank.txt
