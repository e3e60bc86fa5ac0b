SELECT written_hlc FROM merges WHERE undone_hlc IS NOT NULL UNION SELECT undone_hlc FROM merges WHERE undone_hlc IS NOT NULL
