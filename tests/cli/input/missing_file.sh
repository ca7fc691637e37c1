# It is named; the others are written all the same.
surety extract good.txt nowhere.txt second.txt | brief
