-- OR FAIL: as in insert_invoice.sql.
INSERT OR FAIL INTO main.service_lines (invoice_id, rank, child_id, activity_id, unit_id, child_name, label, quantity_thousandths, unit_price_cents,
  amount_cents, explanation, nature_code, function_code, service_code, local_product_code, adjustment_id, subsidy_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
