SELECT * FROM rattachements
