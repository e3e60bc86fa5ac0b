SELECT name || ', dossier ' || number FROM families WHERE id = ?1
UNION ALL SELECT f.name || ', foyer ' || h.label FROM households h JOIN families f ON f.id = h.family_id WHERE h.id = ?1
UNION ALL SELECT first_names || ' ' || family_name FROM children WHERE id = ?1
UNION ALL SELECT first_names || ' ' || CASE usage_name WHEN '' THEN birth_name ELSE usage_name END FROM guardians WHERE id = ?1
UNION ALL SELECT display_name FROM agents WHERE id = ?1
UNION ALL SELECT number FROM invoices WHERE id = ?1
UNION ALL SELECT month FROM billing_runs WHERE id = ?1
UNION ALL SELECT COALESCE(receipt_number, reference) FROM payments WHERE id = ?1
UNION ALL SELECT label FROM adjustments WHERE id = ?1
UNION ALL SELECT name FROM activities WHERE id = ?1
UNION ALL SELECT name FROM units WHERE id = ?1
UNION ALL SELECT name FROM tariffs WHERE id = ?1
UNION ALL SELECT name FROM schools WHERE id = ?1
UNION ALL SELECT name FROM classes WHERE id = ?1
UNION ALL SELECT reason FROM closures WHERE id = ?1
UNION ALL SELECT c.first_names || ' ' || c.family_name || ', ' || a.name
  FROM registrations r JOIN children c ON c.id = r.child_id JOIN activities a ON a.id = r.activity_id WHERE r.id = ?1
UNION ALL SELECT file_name FROM import_batches WHERE id = ?1
UNION ALL SELECT file_name FROM exported_files WHERE id = ?1
LIMIT 1
