INSERT INTO main.tariff_brackets (tariff_id, rank, up_to_cents, price_cents, non_resident_price_cents) VALUES (?1, ?2, ?3, ?4, ?5)
