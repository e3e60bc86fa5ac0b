INSERT INTO main.state_marks (table_name, row_count, lanes) VALUES (?1, ?2, ?3)
ON CONFLICT (table_name) DO UPDATE SET row_count = excluded.row_count, lanes = excluded.lanes
