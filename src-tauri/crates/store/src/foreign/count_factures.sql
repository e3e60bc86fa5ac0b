SELECT count(*) FROM factures
