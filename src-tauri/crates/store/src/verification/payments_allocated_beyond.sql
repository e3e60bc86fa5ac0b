SELECT 'règlement du ' || payment.received_on, payment.amount_cents, sum(allocation.amount_cents)
FROM payments payment JOIN allocations allocation ON allocation.payment_id = payment.id AND allocation.deleted_hlc IS NULL
WHERE payment.deleted_hlc IS NULL
GROUP BY payment.id
HAVING abs(sum(allocation.amount_cents)) > abs(payment.amount_cents)
