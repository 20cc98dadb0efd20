"""What the Network teaches, and with what material."""
