SELECT id, activity_id, unit_id, name, deliberation, method, valid_from, valid_to, step_minutes,
  price_cents, non_resident_price_cents,
  effort_base, effort_rate, floor_cents, cap_cents, non_resident_effort_rate, non_resident_floor_cents, non_resident_cap_cents,
  sibling_scope, siblings_not_at_highest, billed_states
FROM tariffs
WHERE deleted_hlc IS NULL AND valid_from <= ?2 AND (valid_to IS NULL OR valid_to >= ?1)
ORDER BY activity_id, unit_id, valid_from, id
