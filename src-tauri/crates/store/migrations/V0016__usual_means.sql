-- How a household usually pays (F06), when nobody says otherwise: a mandate in force says a direct debit by itself.
ALTER TABLE households ADD COLUMN usual_means TEXT NOT NULL DEFAULT ''
  CHECK (usual_means IN ('', 'online', 'card', 'cheque', 'cash', 'transfer', 'cesu', 'ancv'));
