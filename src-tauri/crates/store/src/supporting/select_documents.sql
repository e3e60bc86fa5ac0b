SELECT d.id, d.kind_id, d.household_id, d.guardian_id, d.child_id, d.verdict, d.given_on, d.valid_to, d.fault, d.note, d.updated_hlc, d.updated_by
FROM supporting_documents d WHERE d.deleted_hlc IS NULL
