"""Targets (chỉ tiêu) and results: what is measured, how much, by when."""
