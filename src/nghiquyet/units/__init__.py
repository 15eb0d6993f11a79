"""Units of measure: from the words of a document to a canonical unit with an exact factor."""
