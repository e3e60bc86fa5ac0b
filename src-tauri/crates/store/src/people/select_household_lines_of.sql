-- ?1 is a page of families, as a list of hexadecimal identifiers.
SELECT h.id, h.family_id, h.label, h.city, h.debtor_id, h.bracket_label, h.quotient_month, h.quotient_until
FROM json_each(?1) w CROSS JOIN households h ON h.family_id = unhex(w.value)
WHERE h.deleted_hlc IS NULL ORDER BY h.family_id, h.label
