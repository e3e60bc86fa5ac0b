-- What a line of the history is about (V04, V06): who lived in which household and who owed its invoices is read by fewer people than the
-- file. A line that does not say is kept from the others.
ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'composition' CHECK (kind IN ('file', 'composition'));
-- Until now the first words of a line said it.
UPDATE changes SET kind = 'file'
WHERE NOT (label GLOB 'Foyer de *' OR label GLOB 'Foyer d’*' OR label GLOB 'Arrivée *' OR label GLOB 'Dernier jour *'
  OR label GLOB 'Débiteur *');
