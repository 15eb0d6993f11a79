"""Grammars and word tables: loaded from files, compiled to patterns."""
