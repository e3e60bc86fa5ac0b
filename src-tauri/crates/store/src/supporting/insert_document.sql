INSERT INTO main.supporting_documents (id, kind_id, household_id, guardian_id, child_id, verdict, given_on, valid_to, fault, note,
  updated_hlc, updated_desk, updated_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
