"""From text to tree: lines, markers, nesting, first and last page, tables."""
