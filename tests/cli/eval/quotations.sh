# A quotation table, by a corpus folder.
surety eval corpus quotations.tsv --errors 20
