"""Saved web pages (.html)."""
