"""What only a browser can tell: axe, the keyboard, the width of a phone, the policy at work."""
