"""What every tree has to be: nothing lost, nothing twice, spans nested in order."""

from nghiquyet.tree import Root


def check_lossless(text: str, root: Root) -> None:
    """Assert that the leaves hold every character once, and that spans nest in order."""
    owned = bytearray(len(text))
    for node in root.walk():
        assert 0 <= node.span.start <= node.span.end <= len(text)
        if not node.children and node is not root:
            assert not any(owned[node.span.start : node.span.end])
            owned[node.span.start : node.span.end] = b"\1" * (node.span.end - node.span.start)
        at = node.span.start
        for child in node.children:
            assert at <= child.span.start
            assert child.span.end <= node.span.end
            at = child.span.end
    assert all(mark or letter.isspace() for mark, letter in zip(owned, text, strict=True))
