SELECT id, family_id, label, address_street, postal_code, city FROM households WHERE deleted_hlc IS NULL ORDER BY family_id, label, id
