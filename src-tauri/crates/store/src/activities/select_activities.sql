SELECT id, kind, name, facility, school_id, nature_code, function_code, service_code, local_product_code,
  notice_kind, notice_count, notice_minute, rank
FROM activities WHERE deleted_hlc IS NULL ORDER BY rank, name, id
