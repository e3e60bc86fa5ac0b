SELECT 'foyers des enfants', count(*), sum(child.id IN (SELECT child_id FROM custodies WHERE deleted_hlc IS NULL))
FROM children child
WHERE child.deleted_hlc IS NULL
HAVING count(*) <> sum(child.id IN (SELECT child_id FROM custodies WHERE deleted_hlc IS NULL))
