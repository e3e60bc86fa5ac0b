SELECT id, household_id, reference, signed_on, presented_on, revoked_on FROM mandates WHERE deleted_hlc IS NULL ORDER BY id
