-- What a line of the history is about (V01 to V07): who lived in which household, who owed its invoices and who has authority over a child are
-- read by fewer people than the file. A line that does not say is kept from the others.
ALTER TABLE changes ADD COLUMN kind TEXT NOT NULL DEFAULT 'composition' CHECK (kind IN ('file', 'composition', 'authority'));
-- Until now the first words of a line said it.
UPDATE changes SET kind = 'file'
WHERE NOT (label GLOB 'Foyer de *' OR label GLOB 'Foyer d’*' OR label GLOB 'Foyer * ajouté' OR label GLOB 'Arrivée *'
  OR label GLOB 'Dernier jour *' OR label GLOB 'Débiteur *' OR label GLOB 'Garde *');
UPDATE changes SET kind = 'authority'
WHERE label GLOB 'Autorité parentale *' OR label GLOB 'Perte d’autorité *' OR label GLOB 'Lien *';
