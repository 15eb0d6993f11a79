"""A document as JSON and back, as a schema, as tables for a terminal."""
