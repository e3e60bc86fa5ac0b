SELECT file_name, sha256, bytes FROM exported_files WHERE kind = ?1 AND subject = ?2
