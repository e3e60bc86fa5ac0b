SELECT import_fingerprint FROM payments WHERE import_fingerprint IS NOT NULL AND deleted_hlc IS NULL
UNION
SELECT fingerprint FROM suspended_returns WHERE deleted_hlc IS NULL
