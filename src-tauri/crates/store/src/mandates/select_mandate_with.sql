SELECT id FROM mandates WHERE reference = ?1
