INSERT INTO main.mandates (id, household_id, reference, signed_on, presented_on, revoked_on, updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, signed_on = excluded.signed_on, presented_on = excluded.presented_on,
  revoked_on = excluded.revoked_on, updated_hlc = excluded.updated_hlc, updated_desk = excluded.updated_desk, updated_by = excluded.updated_by
