"""How pages look and speak: base page, components, forms, dates in words, error pages, help."""
