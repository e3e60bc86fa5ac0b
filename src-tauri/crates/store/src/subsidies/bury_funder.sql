UPDATE main.third_party_funders SET deleted_hlc = ?2, updated_hlc = ?2, updated_desk = ?3, updated_by = ?4 WHERE id = ?1 AND deleted_hlc IS NULL
