INSERT INTO main.search_index (search_index) VALUES ('delete-all')
