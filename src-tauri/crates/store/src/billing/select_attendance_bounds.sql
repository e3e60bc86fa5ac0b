SELECT (SELECT min(day) FROM attendance), (SELECT max(day) FROM attendance)
