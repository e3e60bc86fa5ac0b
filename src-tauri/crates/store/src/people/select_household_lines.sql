SELECT id, family_id, label, city, debtor_id, bracket_label, quotient_month FROM households WHERE deleted_hlc IS NULL ORDER BY family_id, label
