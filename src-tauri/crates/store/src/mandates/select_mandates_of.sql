SELECT id, household_id, reference, signed_on, presented_on, revoked_on FROM mandates WHERE household_id = ?1 AND deleted_hlc IS NULL ORDER BY id
