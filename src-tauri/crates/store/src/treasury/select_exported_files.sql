SELECT e.id, e.kind, e.subject, e.file_name, e.sha256, length(e.bytes), e.written_hlc, a.display_name
FROM exported_files e LEFT JOIN agents a ON a.id = e.written_by
ORDER BY e.written_hlc DESC
