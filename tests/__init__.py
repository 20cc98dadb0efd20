"""The specification of the whole."""
