SELECT desk, seq, at_ms, hlc, agent_id, operation, object_kind, object_id, before_digest, after_digest, sealed_detail, detail_digest, previous, hash, signature
FROM audit_entries
WHERE (?1 IS NULL OR agent_id = ?1) AND (?2 IS NULL OR object_id = ?2) AND (?3 IS NULL OR operation = ?3)
  AND (?4 IS NULL OR at_ms >= ?4) AND (?5 IS NULL OR at_ms < ?5)
  AND (?8 IS NULL OR object_id IN (
    WITH family (id) AS (
      SELECT id FROM families WHERE id = ?8
      UNION SELECT family_id FROM households WHERE id = ?8
      UNION SELECT h.family_id FROM guardians g JOIN households h ON h.id = g.household_id WHERE g.id = ?8
      UNION SELECT h.family_id FROM custodies c JOIN households h ON h.id = c.household_id WHERE c.child_id = ?8
      UNION SELECT family_id FROM invoices WHERE id = ?8
      UNION SELECT h.family_id FROM payments p JOIN households h ON h.id = p.household_id WHERE p.id = ?8
      UNION SELECT h.family_id FROM registrations r JOIN custodies c ON c.child_id = r.child_id JOIN households h ON h.id = c.household_id
        WHERE r.id = ?8
    ), homes (id) AS (SELECT h.id FROM households h JOIN family f ON f.id = h.family_id),
    kids (id) AS (SELECT c.child_id FROM custodies c JOIN homes h ON h.id = c.household_id)
    SELECT id FROM family UNION SELECT id FROM homes UNION SELECT id FROM kids
    UNION SELECT g.id FROM guardians g JOIN homes h ON h.id = g.household_id
    UNION SELECT i.id FROM invoices i JOIN family f ON f.id = i.family_id
    UNION SELECT p.id FROM payments p JOIN homes h ON h.id = p.household_id
    UNION SELECT r.id FROM registrations r JOIN kids k ON k.id = r.child_id
    UNION SELECT a.id FROM adjustments a JOIN homes h ON h.id = a.household_id
  ))
ORDER BY seq DESC LIMIT ?6 OFFSET ?7
