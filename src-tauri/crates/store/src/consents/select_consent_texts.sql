SELECT id, title, purpose, subject, rank, retired_on FROM consent_texts ORDER BY rank, title, id
