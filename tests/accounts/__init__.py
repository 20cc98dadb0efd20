"""The specification of accounts."""
