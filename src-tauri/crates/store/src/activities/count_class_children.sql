-- Children of each class, whoever may see them: numbers.
SELECT s.class_id, count(*)
FROM main.schoolings s JOIN main.children k ON k.id = s.child_id
WHERE s.deleted_hlc IS NULL AND k.deleted_hlc IS NULL AND s.valid_from <= ?1 AND (s.valid_to IS NULL OR s.valid_to >= ?1)
GROUP BY s.class_id
