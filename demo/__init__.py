"""The Network in miniature, made through the services; absent in production."""
