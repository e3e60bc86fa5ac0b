INSERT INTO main.tariff_sibling_discounts (tariff_id, sibling_rank, discount_permille) VALUES (?1, ?2, ?3)
