SELECT DISTINCT exercice FROM billing_runs ORDER BY exercice DESC
