# A reader that has gone is a write error, not a silent death.
closed() { python3 -c 'import os, subprocess, sys
read, write = os.pipe(); os.close(read)
print(subprocess.run(sys.argv[1:], stdout=write).returncode)' "$@"; }
closed surety extract good.txt
closed surety tokenize good.txt
closed surety --help
closed surety extract --help
