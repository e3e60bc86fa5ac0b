SELECT sealed FROM attachment_chunks WHERE attachment_id = ?1 ORDER BY number
