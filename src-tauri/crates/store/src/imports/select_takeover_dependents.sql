-- What was done since with the families of a batch, and for how many rows: anything of it forbids taking the batch back.
WITH of_batch AS (SELECT family_id AS id FROM external_ids WHERE import_batch_id = ?1 AND deleted_hlc IS NULL),
  homes AS (SELECT h.id FROM households h JOIN of_batch f ON f.id = h.family_id),
  kids AS (SELECT DISTINCT u.child_id AS id FROM custodies u JOIN homes h ON h.id = u.household_id)
SELECT 'invoices', count(*) FROM invoices WHERE household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'payments', count(*) FROM payments WHERE household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'adjustments', count(*) FROM adjustments WHERE household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'attendance', count(*) FROM attendance WHERE child_id IN (SELECT id FROM kids)
UNION ALL SELECT 'registrations', count(*) FROM registrations WHERE child_id IN (SELECT id FROM kids) AND deleted_hlc IS NULL
UNION ALL SELECT 'schoolings', count(*) FROM schoolings
  WHERE child_id IN (SELECT id FROM kids) AND deleted_hlc IS NULL AND updated_hlc > (SELECT written_hlc FROM import_batches WHERE id = ?1)
UNION ALL SELECT 'quotients', count(*) FROM quotients
  WHERE household_id IN (SELECT id FROM homes) AND deleted_hlc IS NULL AND import_batch_id IS NOT ?1
UNION ALL SELECT 'custodies', count(*) FROM custodies
  WHERE household_id NOT IN (SELECT id FROM homes) AND child_id IN (SELECT id FROM kids) AND deleted_hlc IS NULL
UNION ALL SELECT 'documents', count(*) FROM supporting_documents
  WHERE deleted_hlc IS NULL AND (household_id IN (SELECT id FROM homes) OR child_id IN (SELECT id FROM kids)
    OR guardian_id IN (SELECT g.id FROM guardians g WHERE g.household_id IN (SELECT id FROM homes)))
UNION ALL SELECT 'photos', count(*) FROM attachments
  WHERE deleted_hlc IS NULL AND (child_id IN (SELECT id FROM kids)
    OR contact_id IN (SELECT c.id FROM contacts c WHERE c.family_id IN (SELECT id FROM of_batch))
    OR guardian_id IN (SELECT g.id FROM guardians g WHERE g.household_id IN (SELECT id FROM homes)))
UNION ALL SELECT 'consents', count(*) FROM consent_answers
  WHERE deleted_hlc IS NULL AND guardian_id IN (SELECT g.id FROM guardians g WHERE g.household_id IN (SELECT id FROM homes))
UNION ALL SELECT 'consents', count(*) FROM prospecting_objections
  WHERE deleted_hlc IS NULL AND guardian_id IN (SELECT g.id FROM guardians g WHERE g.household_id IN (SELECT id FROM homes))
UNION ALL SELECT 'mandates', count(*) FROM mandates WHERE deleted_hlc IS NULL AND household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'incomes', count(*) FROM incomes WHERE deleted_hlc IS NULL AND household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'subsidies', count(*) FROM subsidies WHERE deleted_hlc IS NULL AND household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'consultations', count(*) FROM caisse_consultations
  WHERE deleted_hlc IS NULL AND household_id IN (SELECT id FROM homes)
UNION ALL SELECT 'habits', count(*) FROM child_habits WHERE deleted_hlc IS NULL AND child_id IN (SELECT id FROM kids)
UNION ALL SELECT 'relation', count(*) FROM relation_entries WHERE deleted_hlc IS NULL AND family_id IN (SELECT id FROM of_batch)
UNION ALL SELECT 'letters', count(*) FROM family_letters WHERE family_id IN (SELECT id FROM of_batch)
UNION ALL SELECT 'merges', count(*) FROM merges WHERE undone_hlc IS NULL
  AND (family_id IN (SELECT id FROM of_batch) OR absorbed_id IN (SELECT id FROM of_batch))
UNION ALL SELECT 'edits', count(*) FROM changes WHERE family_id IN (SELECT id FROM of_batch)
UNION ALL SELECT 'edits', count(*) FROM children
  WHERE id IN (SELECT id FROM kids) AND updated_hlc > (SELECT written_hlc FROM import_batches WHERE id = ?1)
UNION ALL SELECT 'edits', count(*) FROM households
  WHERE id IN (SELECT id FROM homes) AND updated_hlc > (SELECT written_hlc FROM import_batches WHERE id = ?1)
