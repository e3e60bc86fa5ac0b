-- The debtor of a day, as `domain::people::debtor_on` says: the former one whose last day comes first from then on, else the one of today.
SELECT h.id, h.family_id, f.number, f.name, h.label, h.is_resident,
  h.address_complement, h.address_place, h.address_street, h.address_locality, h.postal_code, h.city, h.country_code,
  g.id, g.civility, CASE g.usage_name WHEN '' THEN g.birth_name ELSE g.usage_name END, g.first_names, iif(g.birth_length = 10, g.birth_date, NULL)
FROM households h
JOIN families f ON f.id = h.family_id AND f.deleted_hlc IS NULL
LEFT JOIN guardians g ON g.id = coalesce((
    SELECT d.guardian_id FROM household_debtors d
    WHERE d.household_id = h.id AND d.ends_on >= ?1 AND d.deleted_hlc IS NULL ORDER BY d.ends_on LIMIT 1), h.debtor_id) AND g.deleted_hlc IS NULL
WHERE h.deleted_hlc IS NULL
ORDER BY h.id
