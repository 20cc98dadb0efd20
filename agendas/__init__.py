"""What a body will talk about, in which order and with which papers."""
