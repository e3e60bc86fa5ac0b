INSERT INTO main.tariffs (id, activity_id, unit_id, name, deliberation, method, valid_from, valid_to, step_minutes,
  price_cents, non_resident_price_cents,
  effort_base, effort_rate, floor_cents, cap_cents, non_resident_effort_rate, non_resident_floor_cents, non_resident_cap_cents,
  sibling_scope, siblings_not_at_highest, billed_states, written_hlc, written_desk, written_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)
