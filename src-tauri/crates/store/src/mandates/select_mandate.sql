SELECT id, household_id, reference, signed_on, presented_on, revoked_on FROM mandates WHERE id = ?1 AND deleted_hlc IS NULL
