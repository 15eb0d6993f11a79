"""Word 2007 and later (.docx)."""
