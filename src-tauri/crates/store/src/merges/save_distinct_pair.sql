INSERT INTO main.distinct_pairs (one_id, other_id, updated_hlc, updated_desk, updated_by) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (one_id, other_id) DO UPDATE SET updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk,
  updated_by = excluded.updated_by, deleted_hlc = NULL
