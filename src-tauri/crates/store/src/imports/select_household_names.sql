SELECT h.id, h.family_id, f.name FROM households h JOIN families f ON f.id = h.family_id AND f.deleted_hlc IS NULL WHERE h.deleted_hlc IS NULL
