"""From a National Representative's wish to a delivered training."""
