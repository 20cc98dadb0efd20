"""Who people are, the seats they hold and from when to when."""
