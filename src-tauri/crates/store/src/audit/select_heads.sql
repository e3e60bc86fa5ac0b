SELECT desk, seq, hash FROM audit_entries entry
WHERE seq = (SELECT max(seq) FROM audit_entries WHERE desk = entry.desk)
ORDER BY desk
