SELECT id, text_id, number, body, valid_from, asks_again FROM consent_versions ORDER BY text_id, number
