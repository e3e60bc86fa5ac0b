SELECT id, login, display_name, left_on FROM agents ORDER BY display_name, id
