# Nothing to read at all is a mistake in the command line.
surety extract nowhere.txt nowhere/
