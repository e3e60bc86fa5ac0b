SELECT a.id, a.child_id, a.guardian_id, a.authority, a.valid_from, a.valid_to, a.title, a.title_on, a.seen_on, a.seen_by,
  g.first_names, g.usage_name, g.birth_name, coalesce(v.display_name, '')
FROM authorities a JOIN guardians g ON g.id = a.guardian_id LEFT JOIN agents v ON v.id = a.seen_by
WHERE a.id = ?1
