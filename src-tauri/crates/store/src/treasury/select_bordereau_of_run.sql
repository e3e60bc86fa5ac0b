SELECT id, run_id, exercice, number, issued_on, total_cents, audit_head FROM bordereaux WHERE run_id = ?1
