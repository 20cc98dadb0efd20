"""Databases as earlier releases left them, and the way to bring one into today."""
