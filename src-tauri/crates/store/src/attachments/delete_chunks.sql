DELETE FROM main.attachment_chunks WHERE attachment_id = ?1
