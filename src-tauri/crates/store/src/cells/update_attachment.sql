UPDATE main.attachments SET sealed = ?2 WHERE id = ?1
