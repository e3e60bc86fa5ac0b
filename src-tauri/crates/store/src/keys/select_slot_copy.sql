SELECT sequence, bytes FROM slot_copies WHERE desk = ?1
