"""A PDF of a few pages, written by hand: text at given places, rules, and what else a test wants to see read."""

from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
STILL: Matrix = (1, 0, 0, 1, 0, 0)
#: Runs from bottom to top.
UP: Matrix = (0, 1, -1, 0, 0, 0)


class Sheet:
    """The content of a page or a form, in points from the left and the bottom."""

    def __init__(self, rotate: int = 0, size: tuple[float, float] = (595, 842)) -> None:
        self.pieces: list[tuple[str, float, float, float, str, str]] = []
        self.drawn: list[str] = []
        self.forms: list[tuple[Sheet, Matrix]] = []
        self.annotations: list[tuple[Sheet, str]] = []
        self.picture = False
        self.spelled = False
        self.rotate = rotate
        self.size = size

    def text(
        self, words: str, x: float, y: float, size: float = 13, font: str = "F1", *, turn: Matrix = STILL,
        spaced: float = 0, spelled: bool = False,
    ) -> "Sheet":  # fmt: skip
        """Write *words* there.

        *turn* says in which direction, *spaced* how much room each letter has more, *spelled* that the letters are
        told apart from the signs (ActualText), as signing programs do.
        """
        a, b, c, d, _, _ = turn
        self.pieces.append((words, x, y, size, font, f"{spaced} Tc {a} {b} {c} {d}"))
        self.spelled = self.spelled or spelled
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

    def form(self, form: "Sheet", matrix: Matrix = STILL) -> "Sheet":
        """Draw *form*, moved or turned by *matrix*."""
        self.forms.append((form, matrix))
        return self

    def annotate(self, look: "Sheet", rect: tuple[float, ...], kind: str = "/Subtype/Widget") -> "Sheet":
        """Lay an annotation on the page whose appearance is *look*."""
        place = " ".join(map(str, rect))
        self.annotations.append((look, f"/Type/Annot/Rect[{place}]/F 4{kind}"))
        return self

    def with_forms(self) -> "list[Sheet]":
        """Return the sheet and those that it draws or lays on it, and those in them, each once."""
        found, todo = dict[int, Sheet](), [self]
        while todo:
            sheet = todo.pop()
            if id(sheet) not in found:
                found[id(sheet)] = sheet
                todo += [inner for inner, _ in (*sheet.forms, *sheet.annotations)]
        return list(found.values())


def stream(head: str, content: str) -> bytes:
    data = content.encode()
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head.encode(), len(data), data)


class _Objects:
    """The objects of a file, and the codes of the letters in it."""

    def __init__(self, letters: Iterable[str], mode: int) -> None:
        self.code = {letter: at + 33 for at, letter in enumerate(letters)} | {" ": 32}
        self.bodies: list[bytes] = []
        self.mode = mode
        self.made: dict[int, int] = {}

    def add(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def content(self, sheet: Sheet) -> tuple[str, str]:
        """Return the content of *sheet* and its resources."""
        shown = [f"BT {self.mode} Tr"]
        for words, x, y, size, font, how in sheet.pieces:
            coded = "".join(f"{self.code[letter]:02x}" for letter in words)
            told = f"/Span<</ActualText<FEFF{words.encode('utf-16-be').hex()}>>>BDC " if sheet.spelled else ""
            shown.append(f"/{font} {size} Tf {how} {x} {y} Tm {told}<{coded}> Tj{' EMC' if told else ''}")
        forms = ["q 595 0 0 842 0 0 cm /P Do Q"] if sheet.picture else []
        named = "/P 5 0 R"
        for at, (form, matrix) in enumerate(sheet.forms):
            number = self.form(form)
            named += f"/X{at} {number} 0 R"
            forms.append(f"q {' '.join(map(str, matrix))} cm /X{at} Do Q")
        resources = f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<<{named}>>>>"
        return "\n".join([*forms, *shown, "ET", *sheet.drawn]), resources

    def form(self, sheet: Sheet) -> int:
        if id(sheet) in self.made:  # also while it is being made: a form may draw itself
            return self.made[id(sheet)]
        number = self.made[id(sheet)] = self.add(b"")
        content, resources = self.content(sheet)
        box = f"/BBox[0 0 {sheet.size[0]} {sheet.size[1]}]"
        self.bodies[number - 1] = stream(f"/Type/XObject/Subtype/Form{box}{resources}", content)
        return number

    def page(self, sheet: Sheet) -> int:
        content, resources = self.content(sheet)
        drawn = self.add(stream("", content))
        looks = [self.add(f"<<{rest}/AP<</N {self.form(look)} 0 R>>>>".encode()) for look, rest in sheet.annotations]
        annots = f"/Annots[{' '.join(f'{number} 0 R' for number in looks)}]" if looks else ""
        box = f"/MediaBox[0 0 {sheet.size[0]} {sheet.size[1]}]/Rotate {sheet.rotate}"
        return self.add(f"<</Type/Page/Parent 2 0 R{box}/Contents {drawn} 0 R{resources}{annots}>>".encode())


def make_pdf(*sheets: Sheet, trailer: str = "", mode: int = 0, font: str = "Test") -> bytes:
    """Return a PDF of *sheets*; letters are 0.6 of their height wide, *mode* 3 does not paint them."""
    every = [found for sheet in sheets for found in sheet.with_forms()]
    letters = sorted({letter for sheet in every for words, *_ in sheet.pieces for letter in words} - {" "})
    names = " ".join(f"/uni{ord(letter):04X}" for letter in letters)
    widths = " ".join(["600"] * (len(letters) + 1))
    objects = _Objects(letters, mode)
    objects.bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    for base in (font, f"{font}-Bold"):
        objects.add(
            f"<</Type/Font/Subtype/Type1/BaseFont/{base}/FirstChar 32/LastChar {32 + len(letters)}/Widths[{widths}]"
            f"/Encoding<</Type/Encoding/Differences[32/space {names}]>>/FontDescriptor<</Type/FontDescriptor"
            f"/FontName/{base}/Flags 32/FontBBox[0 -200 600 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700"
            f"/StemV 80>>>>".encode()
        )
    objects.add(
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\xff\nendstream"
    )
    kids = [f"{objects.page(sheet)} 0 R" for sheet in sheets]
    objects.bodies[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    return put_together(objects.bodies, trailer)


def put_together(objects: list[bytes], trailer: str = "") -> bytes:
    """Return the file of *objects*, numbered from 1, of which the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
