SELECT id, run_id, exercice, number, issued_on, total_cents FROM bordereaux WHERE run_id = ?1
