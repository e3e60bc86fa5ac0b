WITH wanted (id) AS (SELECT unhex(value) FROM json_each(?1))
SELECT t.id, t.name || ', dossier ' || t.number FROM wanted w JOIN families t ON t.id = w.id
UNION ALL SELECT t.id, f.name || ', foyer ' || t.label FROM wanted w JOIN households t ON t.id = w.id JOIN families f ON f.id = t.family_id
UNION ALL SELECT t.id, t.first_names || ' ' || t.family_name FROM wanted w JOIN children t ON t.id = w.id
UNION ALL SELECT t.id, t.first_names || ' ' || CASE t.usage_name WHEN '' THEN t.birth_name ELSE t.usage_name END
  FROM wanted w JOIN guardians t ON t.id = w.id
UNION ALL SELECT t.id, t.display_name FROM wanted w JOIN agents t ON t.id = w.id
UNION ALL SELECT t.id, t.number FROM wanted w JOIN invoices t ON t.id = w.id
UNION ALL SELECT t.id, t.month FROM wanted w JOIN billing_runs t ON t.id = w.id
UNION ALL SELECT t.id, COALESCE(t.receipt_number, t.reference) FROM wanted w JOIN payments t ON t.id = w.id
UNION ALL SELECT t.id, t.label FROM wanted w JOIN adjustments t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN activities t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN units t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN tariffs t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN document_kinds t ON t.id = w.id
UNION ALL SELECT t.id, t.title FROM wanted w JOIN consent_texts t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN schools t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN classes t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN transport_circuits t ON t.id = w.id
UNION ALL SELECT t.id, t.name FROM wanted w JOIN third_party_funders t ON t.id = w.id
UNION ALL SELECT t.id, t.reason FROM wanted w JOIN closures t ON t.id = w.id
UNION ALL SELECT t.id, c.first_names || ' ' || c.family_name || ', ' || a.name
  FROM wanted w JOIN registrations t ON t.id = w.id JOIN children c ON c.id = t.child_id JOIN activities a ON a.id = t.activity_id
UNION ALL SELECT t.id, t.file_name FROM wanted w JOIN import_batches t ON t.id = w.id
UNION ALL SELECT t.id, t.file_name FROM wanted w JOIN exported_files t ON t.id = w.id
