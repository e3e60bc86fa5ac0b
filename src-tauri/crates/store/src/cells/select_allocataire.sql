SELECT id, sealed_allocataire FROM households WHERE id = ?1 AND sealed_allocataire IS NOT NULL
