SELECT id, subject_id, kind, label, before_text, after_text, written_hlc, written_by
FROM changes WHERE family_id = ?1 ORDER BY written_hlc DESC, id DESC LIMIT ?2
