-- Only the last lines of the desk are looked at: what was opened long ago is not recent.
SELECT object_kind, object_id, max(at_ms) AS latest FROM audit_entries
WHERE desk = ?1 AND seq > (SELECT max(seq) FROM audit_entries WHERE desk = ?1) - 5000
  AND agent_id = ?2 AND object_id IS NOT NULL AND operation IN (SELECT value FROM json_each(?3))
GROUP BY object_kind, object_id ORDER BY latest DESC LIMIT ?4
