SELECT b.id, b.run_id, b.exercice, b.number, b.issued_on, b.total_cents, b.audit_head, r.month,
  (SELECT COUNT(*) FROM titres t WHERE t.bordereau_id = b.id),
  (SELECT COALESCE(SUM(a.amount_cents), 0) FROM titres t JOIN allocations a ON a.invoice_id = t.invoice_id AND a.deleted_hlc IS NULL
   WHERE t.bordereau_id = b.id)
FROM bordereaux b JOIN billing_runs r ON r.id = b.run_id
ORDER BY b.exercice DESC, b.number DESC
