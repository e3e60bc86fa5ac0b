-- Words of the search are derived: those of birth dates, e-mails, former numbers and contacts come when the vault next opens, with the rest.
INSERT INTO search_index (search_index) VALUES ('delete-all');
DELETE FROM search_entries;
