"""Formats of dates and times, one package a language (FORMAT_MODULE_PATH)."""
