-- Who came, expected or not, from a day to a day: by child and activity.
SELECT a.child_id, u.activity_id, count(*) FROM attendance a JOIN units u ON u.id = a.unit_id
WHERE a.day BETWEEN ?1 AND ?2 AND a.state IN (2, 3) GROUP BY a.child_id, u.activity_id
