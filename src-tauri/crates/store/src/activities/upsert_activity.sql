INSERT INTO main.activities (id, kind, name, facility, school_id, nature_code, function_code, service_code, local_product_code,
  notice_kind, notice_count, notice_minute, rank, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, facility = excluded.facility,
  school_id = excluded.school_id, nature_code = excluded.nature_code, function_code = excluded.function_code,
  service_code = excluded.service_code, local_product_code = excluded.local_product_code,
  notice_kind = excluded.notice_kind, notice_count = excluded.notice_count, notice_minute = excluded.notice_minute,
  rank = excluded.rank,
  updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
