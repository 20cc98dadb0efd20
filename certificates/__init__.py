"""Proof of attendance: a certificate follows from attendance by a rule, and anyone can check it."""
