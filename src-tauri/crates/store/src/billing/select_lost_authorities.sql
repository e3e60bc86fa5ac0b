-- Over a child that a household has custody of in the month, or that a correction it waits for is about.
SELECT DISTINCT c.household_id, a.guardian_id, a.valid_from, a.valid_to
FROM authorities a
JOIN custodies c ON c.child_id = a.child_id AND c.deleted_hlc IS NULL
WHERE a.authority = 'lost' AND a.deleted_hlc IS NULL
  AND (c.valid_to IS NULL OR c.valid_to >= ?1
    OR EXISTS (SELECT 1 FROM adjustments j WHERE j.household_id = c.household_id AND j.child_id = c.child_id
      AND j.invoice_id IS NULL AND j.deleted_hlc IS NULL))
