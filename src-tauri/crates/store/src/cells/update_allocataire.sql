UPDATE main.households SET sealed_allocataire = ?2 WHERE id = ?1
