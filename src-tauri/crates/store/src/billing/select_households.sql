-- The debtor of a day, as `domain::people::debtor_on` says: the former one whose last day comes first from then on, else the one of today.
-- Who has lost authority over a child of the household, the day of the computation, is passed over (V02): they are not written to.
WITH barred AS (
  SELECT DISTINCT c.household_id AS home, a.guardian_id AS adult
  FROM authorities a JOIN custodies c ON c.child_id = a.child_id AND c.deleted_hlc IS NULL
  WHERE a.authority = 'lost' AND a.deleted_hlc IS NULL AND a.valid_from <= ?2 AND (a.valid_to IS NULL OR a.valid_to >= ?2)
)
SELECT h.id, h.family_id, f.number, f.name, h.label, h.is_resident,
  h.address_complement, h.address_place, h.address_street, h.address_locality, h.postal_code, h.city, h.country_code,
  g.id, g.civility, CASE g.usage_name WHEN '' THEN g.birth_name ELSE g.usage_name END, g.first_names, iif(g.birth_length = 10, g.birth_date, NULL)
FROM households h
JOIN families f ON f.id = h.family_id AND f.deleted_hlc IS NULL
LEFT JOIN guardians g ON g.id = coalesce((
    SELECT d.guardian_id FROM household_debtors d
    WHERE d.household_id = h.id AND d.ends_on >= ?1 AND d.deleted_hlc IS NULL
      AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.home = h.id AND b.adult = d.guardian_id)
    ORDER BY d.ends_on LIMIT 1), h.debtor_id) AND g.deleted_hlc IS NULL
  AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.home = h.id AND b.adult = g.id)
WHERE h.deleted_hlc IS NULL
ORDER BY h.id
