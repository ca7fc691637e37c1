can_deny
chmod 0 second.txt
denied surety extract good.txt second.txt | brief
