"""The smallest OLE container (compound file) with streams of given names, for tests of the .doc reader."""

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def olefile(streams: dict[str, bytes]) -> bytes:
    """Return a container of version 3 that holds *streams*, each of one or more sectors of 512 bytes."""
    bodies = [data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0") for data in streams.values()]
    fat = [_FAT, _END]  # sector 0 is the table itself, sector 1 the directory
    starts = []
    for body in bodies:
        starts.append(len(fat))
        count = len(body) // 512
        fat += [len(fat) + at + 1 for at in range(count - 1)] + [_END]
    fat += [_FREE] * (128 - len(fat))
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    for number, (name, start, body) in enumerate(zip(streams, starts, bodies, strict=True)):
        right = number + 2 if number + 1 < len(streams) else _FREE
        entries.append(_entry(name, 2, start, len(body), right=right))
    entries += [b"\0" * 128] * (4 - len(entries))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *fat) + b"".join(entries) + b"".join(bodies)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ", written, len(written), kind, 1, _FREE, right, child, b"", 0, b"", b"", start, size
    )
