can_deny
mkdir -p in/locked; mv good.txt in/; mv second.txt in/locked/; chmod 0 in/locked
denied surety extract in | brief
