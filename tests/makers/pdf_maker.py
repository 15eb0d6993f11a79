"""A PDF of a few pages, written by hand: text at given places, rules, and what else a test wants to see read."""

from collections.abc import Iterable


class Sheet:
    """The content of a page, in points from the left and the bottom."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, float, float, float, str]] = []
        self.drawn: list[str] = []
        self.picture = False

    def text(self, words: str, x: float, y: float, size: float = 13, font: str = "F1") -> "Sheet":
        self.pieces.append((words, x, y, size, font))
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        self.drawn.append(f"{x0} {y0} m {x1} {y1} l S")
        return self

    def grid(self, xs: Iterable[float], ys: Iterable[float]) -> "Sheet":
        xs, ys = list(xs), list(ys)
        for x in xs:
            self.rule(x, min(ys), x, max(ys))
        for y in ys:
            self.rule(min(xs), y, max(xs), y)
        return self


def make_pdf(*sheets: Sheet, trailer: str = "", mode: int = 0, font: str = "Test") -> bytes:
    """Return a PDF of *sheets*; letters are 0.6 of their height wide, *mode* 3 does not paint them."""
    letters = sorted({letter for sheet in sheets for words, *_ in sheet.pieces for letter in words} - {" "})
    code = {letter: at + 33 for at, letter in enumerate(letters)} | {" ": 32}
    names = " ".join(f"/uni{ord(letter):04X}" for letter in letters)
    widths = " ".join(["600"] * (len(letters) + 1))
    fonts = [
        f"<</Type/Font/Subtype/Type1/BaseFont/{base}/FirstChar 32/LastChar {32 + len(letters)}/Widths[{widths}]"
        f"/Encoding<</Type/Encoding/Differences[32/space {names}]>>/FontDescriptor<</Type/FontDescriptor"
        f"/FontName/{base}/Flags 32/FontBBox[0 -200 600 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700"
        f"/StemV 80>>>>"
        for base in (font, f"{font}-Bold")
    ]
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    objects += [font.encode() for font in fonts]
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\xff\nendstream"
    )
    kids = []
    for sheet in sheets:
        shown = [f"BT {mode} Tr"]
        for words, x, y, size, font in sheet.pieces:
            coded = "".join(f"{code[letter]:02x}" for letter in words)
            shown.append(f"/{font} {size} Tf 1 0 0 1 {x} {y} Tm <{coded}> Tj")
        picture = ["q 595 0 0 842 0 0 cm /P Do Q"] if sheet.picture else []
        content = "\n".join([*picture, *shown, "ET", *sheet.drawn]).encode()
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</P 5 0 R>>>>>>" % len(objects)
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
