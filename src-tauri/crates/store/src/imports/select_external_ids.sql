SELECT e.profile, e.external_key, e.identity, f.id, f.number, f.name
FROM external_ids e JOIN families f ON f.id = e.family_id AND f.deleted_hlc IS NULL
WHERE e.deleted_hlc IS NULL
