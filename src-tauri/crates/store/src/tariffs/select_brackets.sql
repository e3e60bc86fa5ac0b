SELECT b.tariff_id, b.up_to_cents, b.price_cents, b.non_resident_price_cents
FROM tariff_brackets b ORDER BY b.tariff_id, b.rank
