SELECT * FROM classes
