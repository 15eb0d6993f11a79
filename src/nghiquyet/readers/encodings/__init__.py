"""Bytes to letters: Unicode, and the encodings and fonts from before it."""
