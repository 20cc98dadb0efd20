"""The letters about meetings of bodies: one module a noun."""
