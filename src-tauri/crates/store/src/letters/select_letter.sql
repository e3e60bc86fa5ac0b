SELECT id, family_id, household_id, guardian_id, kind, sent_on, content, written_hlc, written_by
FROM family_letters WHERE id = ?1
