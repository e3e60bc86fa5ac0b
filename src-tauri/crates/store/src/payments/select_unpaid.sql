SELECT h.id, h.label, f.id, f.number, f.name, COUNT(*), MIN(u.due_on), SUM(u.rest_cents),
  SUM(CASE WHEN u.due_on < ?1 THEN u.rest_cents ELSE 0 END),
  (SELECT CASE g.usage_name WHEN '' THEN g.birth_name ELSE g.usage_name END || ' ' || g.first_names
   FROM guardians g WHERE g.id = h.debtor_id AND g.deleted_hlc IS NULL),
  (SELECT p.number FROM phones p WHERE p.guardian_id = h.debtor_id AND p.deleted_hlc IS NULL ORDER BY p.call_rank LIMIT 1),
  (SELECT COALESCE(SUM(p.amount_cents), 0) FROM payments p WHERE p.household_id = h.id AND p.deleted_hlc IS NULL)
    - (SELECT COALESCE(SUM(a.amount_cents), 0) FROM payments p JOIN allocations a ON a.payment_id = p.id AND a.deleted_hlc IS NULL
       WHERE p.household_id = h.id AND p.deleted_hlc IS NULL)
FROM (
  SELECT i.household_id, i.due_on, i.total_cents
    - (SELECT COALESCE(SUM(a.amount_cents), 0) FROM allocations a WHERE a.invoice_id = i.id AND a.deleted_hlc IS NULL) AS rest_cents
  FROM invoices i
) u
JOIN households h ON h.id = u.household_id
JOIN families f ON f.id = h.family_id
WHERE u.rest_cents > 0
GROUP BY h.id
ORDER BY MIN(u.due_on), SUM(u.rest_cents) DESC, h.id
