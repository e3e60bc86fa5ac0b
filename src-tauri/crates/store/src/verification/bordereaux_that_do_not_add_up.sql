SELECT 'bordereau ' || bordereau.number || '/' || bordereau.exercice, bordereau.total_cents, coalesce(sum(titre.amount_cents), 0)
FROM bordereaux bordereau LEFT JOIN titres titre ON titre.bordereau_id = bordereau.id
GROUP BY bordereau.id
HAVING bordereau.total_cents <> coalesce(sum(titre.amount_cents), 0)
