"""OpenDocument text (.odt)."""
