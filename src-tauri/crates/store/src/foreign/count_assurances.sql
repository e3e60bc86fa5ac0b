SELECT count(*) FROM assurances
