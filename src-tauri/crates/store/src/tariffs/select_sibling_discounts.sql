SELECT tariff_id, sibling_rank, discount_permille FROM tariff_sibling_discounts ORDER BY tariff_id, sibling_rank
