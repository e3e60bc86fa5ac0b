INSERT INTO main.slot_copies (desk, sequence, bytes) VALUES (?1, ?2, ?3)
ON CONFLICT (desk) DO UPDATE SET sequence = excluded.sequence, bytes = excluded.bytes
