surety check | short
