"""What is done to suggestions: one function, one deed, one transaction."""
