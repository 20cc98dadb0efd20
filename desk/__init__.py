"""What needs you now, search, letters and journal: the pages that read across everything."""
