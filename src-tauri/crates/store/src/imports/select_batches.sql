SELECT b.id, b.kind, b.file_name, b.sha256, b.accepted, b.to_check, b.refused, b.undone_hlc, b.written_hlc, a.display_name
FROM import_batches b LEFT JOIN agents a ON a.id = b.written_by
ORDER BY b.written_hlc DESC
