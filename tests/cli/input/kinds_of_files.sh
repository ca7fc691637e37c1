# A pipe is read like a file; a folder given as a file by a name is entered; another ending is a text.
mkfifo pipe.txt; cat good.txt > pipe.txt & cp second.txt article
surety extract pipe.txt article | brief
