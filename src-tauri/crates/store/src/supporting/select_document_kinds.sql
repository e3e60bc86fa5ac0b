SELECT id, name, owner, nature, keeping, validity, months, end_month, end_day, activity_kinds, rank, deleted_hlc IS NOT NULL
FROM document_kinds ORDER BY rank, name, id
