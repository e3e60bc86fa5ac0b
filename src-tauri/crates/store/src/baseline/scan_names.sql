SELECT id FROM children WHERE family_name LIKE ?1 OR first_names LIKE ?1
UNION ALL
SELECT id FROM guardians WHERE birth_name LIKE ?1 OR usage_name LIKE ?1 OR first_names LIKE ?1
