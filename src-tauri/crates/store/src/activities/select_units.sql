SELECT u.id, u.activity_id, u.code, u.name, u.kind, u.start_minute, u.end_minute, u.with_meal, u.by_minutes, u.capacity,
  u.weekdays, u.in_term, u.in_holidays, u.rank
FROM units u JOIN activities a ON a.id = u.activity_id
WHERE u.deleted_hlc IS NULL AND a.deleted_hlc IS NULL ORDER BY a.rank, a.name, u.rank, u.start_minute, u.id
