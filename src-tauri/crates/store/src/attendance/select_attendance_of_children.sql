SELECT a.day, a.unit_id, a.child_id, a.state, a.minutes
FROM json_each(?1) k CROSS JOIN attendance a ON a.child_id = unhex(k.value) AND a.day BETWEEN ?2 AND ?3
WHERE a.state > 0
