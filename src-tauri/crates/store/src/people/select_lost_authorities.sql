-- Every loss of authority that was said, whenever it holds.
SELECT child_id, guardian_id, valid_from, valid_to FROM authorities WHERE authority = 'lost' AND deleted_hlc IS NULL
