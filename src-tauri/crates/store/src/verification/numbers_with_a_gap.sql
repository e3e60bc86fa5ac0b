SELECT 'factures ' || year, last, first + many - 1
FROM (
  SELECT substr(number, 1, 4) AS year, CAST(max(substr(number, 6)) AS INTEGER) AS last, count(DISTINCT number) AS many, count(*) AS written,
    -- The first number Préau gave: 1, or the one the town had reached.
    COALESCE((SELECT first_value FROM gapless_sequences WHERE name = 'invoice/' || substr(invoices.number, 1, 4)), 1) AS first
  FROM invoices
  GROUP BY substr(number, 1, 4)
)
WHERE last <> first + many - 1 OR written <> many
