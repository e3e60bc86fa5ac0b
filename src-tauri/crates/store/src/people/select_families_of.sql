-- ?1 is a list of hexadecimal identifiers.
SELECT f.id, f.number, f.name, f.followed_since FROM json_each(?1) w CROSS JOIN families f ON f.id = unhex(w.value) WHERE f.deleted_hlc IS NULL
