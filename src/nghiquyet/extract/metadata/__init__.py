"""What the first and the last page say of the document itself."""
