SELECT agent_id, role, valid_from, valid_to FROM agent_roles ORDER BY agent_id, valid_from, role
