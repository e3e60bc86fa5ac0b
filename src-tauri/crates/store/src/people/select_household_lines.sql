SELECT id, family_id, label, city, debtor_id, bracket_label, quotient_month, quotient_until FROM households WHERE deleted_hlc IS NULL ORDER BY family_id, label
