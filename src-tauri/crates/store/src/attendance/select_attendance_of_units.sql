SELECT a.day, a.unit_id, a.child_id, a.state, a.minutes
FROM json_each(?1) d CROSS JOIN json_each(?2) u CROSS JOIN attendance a ON a.day = d.value AND a.unit_id = unhex(u.value)
WHERE a.state > 0
