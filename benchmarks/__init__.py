"""What the product takes, measured beside a bare Django app in the same run: ``./dev bench``."""
