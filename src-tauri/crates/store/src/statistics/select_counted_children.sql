-- ?1 is the day. Every home of every child that day, the first of each child first: what statistics are told by.
SELECT k.id, h.family_id, k.birth_date, s.name, cl.grade, h.city, h.bracket_label, h.quotient_until,
  (SELECT d.value FROM guardian_details d WHERE d.guardian_id = h.debtor_id AND d.detail = 'social_group' AND d.deleted_hlc IS NULL)
FROM custodies c JOIN households h ON h.id = c.household_id JOIN children k ON k.id = c.child_id
  LEFT JOIN schoolings sc ON sc.child_id = k.id AND sc.deleted_hlc IS NULL AND sc.valid_from <= ?1 AND (sc.valid_to IS NULL OR sc.valid_to >= ?1)
  LEFT JOIN classes cl ON cl.id = sc.class_id LEFT JOIN schools s ON s.id = cl.school_id
WHERE c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND c.valid_from <= ?1 AND (c.valid_to IS NULL OR c.valid_to >= ?1)
ORDER BY k.id, c.valid_from, h.label, h.id
