SELECT count(*) FROM mandats
