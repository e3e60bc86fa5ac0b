-- What was billed to a household, paid by it, or is to be corrected on its next invoice.
SELECT (SELECT count(*) FROM invoices WHERE household_id = ?1)
  + (SELECT count(*) FROM payments WHERE household_id = ?1 AND deleted_hlc IS NULL)
  + (SELECT count(*) FROM adjustments WHERE household_id = ?1 AND deleted_hlc IS NULL)
