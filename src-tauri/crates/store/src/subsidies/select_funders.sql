SELECT id, name, kind, deleted_hlc IS NOT NULL FROM third_party_funders
