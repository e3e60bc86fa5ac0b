-- Which families hold which answer, each once: the latest of a habit, when it says something.
SELECT DISTINCT a.habit, h.family_id
FROM child_habits a JOIN custodies c ON c.child_id = a.child_id JOIN households h ON h.id = c.household_id
WHERE a.value <> '' AND a.deleted_hlc IS NULL AND c.deleted_hlc IS NULL AND h.deleted_hlc IS NULL
  AND NOT EXISTS (SELECT 1 FROM child_habits b WHERE b.child_id = a.child_id AND b.habit = a.habit AND b.deleted_hlc IS NULL
    AND (b.written_hlc, b.id) > (a.written_hlc, a.id))
