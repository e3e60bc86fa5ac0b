-- A file has its key and its chunks from the first to the last; one that was destroyed has neither.
SELECT 'fichiers joints', count(*), count(*) - sum(broken)
FROM (
  SELECT CASE WHEN a.deleted_hlc IS NULL
    THEN NOT EXISTS (SELECT 1 FROM content_keys k WHERE k.subject_id = a.id AND k.compartment = a.compartment)
      OR (SELECT count(*) FROM attachment_chunks c WHERE c.attachment_id = a.id)
        IS NOT (SELECT max(c.number) + 1 FROM attachment_chunks c WHERE c.attachment_id = a.id)
    ELSE EXISTS (SELECT 1 FROM content_keys k WHERE k.subject_id = a.id)
      OR EXISTS (SELECT 1 FROM attachment_chunks c WHERE c.attachment_id = a.id)
    END AS broken
  FROM attachments a
)
HAVING sum(broken) > 0
