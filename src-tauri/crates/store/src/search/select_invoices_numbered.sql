-- A colon comes right after the digits.
SELECT id FROM invoices WHERE number >= ?1 AND number < ?1 || ':' ORDER BY number LIMIT ?2
