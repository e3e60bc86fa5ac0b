SELECT import_fingerprint FROM payments WHERE import_fingerprint IS NOT NULL AND deleted_hlc IS NULL
UNION
SELECT fingerprint FROM treasury_news WHERE deleted_hlc IS NULL
UNION
-- A line that waited and was closed since is known as long as its file is.
SELECT s.fingerprint FROM suspended_returns s JOIN import_batches b ON b.id = s.import_batch_id WHERE b.undone_hlc IS NULL
