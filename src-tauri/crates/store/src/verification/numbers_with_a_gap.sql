SELECT 'factures ' || substr(number, 1, 4), CAST(max(substr(number, 6)) AS INTEGER), count(DISTINCT number)
FROM invoices
GROUP BY substr(number, 1, 4)
HAVING CAST(max(substr(number, 6)) AS INTEGER) <> count(DISTINCT number) OR count(*) <> count(DISTINCT number)
