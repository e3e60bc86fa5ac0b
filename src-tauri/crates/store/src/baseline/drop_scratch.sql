DROP TABLE baseline_scratch
