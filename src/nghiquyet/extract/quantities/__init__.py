"""Stated amounts: a number or a range, its bound and its unit."""
