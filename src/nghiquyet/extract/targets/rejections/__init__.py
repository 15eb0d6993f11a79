"""Rules that tell why an amount is no target."""
