"""What is done to meetings of bodies: one function, one deed, one transaction."""
