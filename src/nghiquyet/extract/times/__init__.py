"""Dates, periods and deadlines."""
