"""What is printed or downloaded: spreadsheets with harmless cells; pure."""
