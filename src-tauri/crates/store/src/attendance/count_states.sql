-- Places taken, whoever takes them: numbers, for who sees a part of the town too.
SELECT a.day, a.unit_id, a.state, count(*)
FROM json_each(?1) d CROSS JOIN json_each(?2) u CROSS JOIN main.attendance a ON a.day = d.value AND a.unit_id = unhex(u.value)
WHERE a.state > 0
GROUP BY a.day, a.unit_id, a.state
