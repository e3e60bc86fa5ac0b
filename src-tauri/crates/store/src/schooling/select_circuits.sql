SELECT id, name, carrier FROM transport_circuits WHERE deleted_hlc IS NULL
