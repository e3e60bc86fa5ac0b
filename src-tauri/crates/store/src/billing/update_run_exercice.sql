UPDATE main.billing_runs SET exercice = ?2
WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM bordereaux b WHERE b.run_id = ?1)
