SELECT * FROM contacts_urgence
