"""Legacy letters in Word documents: the font is evidence, syllables have the last word."""

from nghiquyet.readers import Reading, read
from wordfile import level, lists, para, run, wordfile

TCVN3 = "PhÊn ®Êu ®Õn n¨m 2030, tû lÖ hé nghÌo cña huyÖn gi¶m cßn dưới mét phÇn tr¨m".replace("ưới", "\u00adíi")
SAID = "Phấn đấu đến năm 2030, tỷ lệ hộ nghèo của huyện giảm còn dưới một phần trăm"


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def reading(body: str, **parts: str) -> Reading:
    return read(wordfile(body, **parts), "old.docx")


def codes(found: Reading) -> list[str]:
    return [note.code for note in found.notes]


def test_tcvn3_font() -> None:
    """A run in .VnTime holds TCVN3; the encoding is named and noted with its confidence."""
    found = reading(para(inside=run(TCVN3, font(".VnTime"))))
    assert (found.text, found.encoding, codes(found)) == (SAID + "\n", "tcvn3", ["encoding-converted"])


def test_soft_hyphen_is_a_letter() -> None:
    """The letter ư of TCVN3 is the soft hyphen, which Word writes as an element; elsewhere that is no letter."""
    split = TCVN3.split("\u00ad")
    inside = f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>{split[0]}</w:t><w:softHyphen/><w:t>{split[1]}</w:t></w:r>"
    assert reading(para(inside=inside)).text == SAID + "\n"


def test_capitals_font() -> None:
    """A font whose name ends in H shows small letters as capitals, and so reads the text."""
    body = para(inside=run("nghÞ quyÕt", font(".VnTimeH"))) + para(inside=run(TCVN3, font(".VnTime")))
    assert reading(body).text == f"NGHỊ QUYẾT\n\n{SAID}\n"


def test_vni_pair_in_two_runs() -> None:
    """Letter and mark of VNI may stand in two runs, one of them bold."""
    inside = run("UÛy ban nha", font("VNI-Times")) + run("ân daân huyeän", "<w:b/>" + font("VNI-Times"))
    assert reading(para(inside=inside)).text == "Ủy ban nhân dân huyện\n"


def test_font_of_the_style() -> None:
    """The font may come from the style of the paragraph or the defaults of the document."""
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>"
    assert reading(para(TCVN3), styles=styles).text == SAID + "\n"


def test_label_in_a_legacy_font() -> None:
    """An automatic label is written in the font of its list: "§iÒu 1." is "Điều 1."."""
    numbering = lists(level(0, "decimal", "§iÒu %1.").replace("</w:lvl>", f"<w:rPr>{font('.VnTime')}</w:rPr></w:lvl>"))
    found = reading(para(inside=run(TCVN3, font(".VnTime")), num=1), numbering=numbering)
    assert found.text == f"Điều 1. {SAID}\n"
    assert found.layout[0].label == "Điều 1."


def test_each_font_is_judged_alone() -> None:
    """Unicode and legacy letters in one document do not disturb each other."""
    body = (
        para(SAID)
        + para(inside=run(TCVN3, font(".VnTime")))
        + para(inside=run("Tyû leä hoä ngheøo giaûm", font("VNI-Times")))
    )
    assert reading(body).text == f"{SAID}\n\n{SAID}\n\nTỷ lệ hộ nghèo giảm\n"


def test_converted_text_in_an_old_font() -> None:
    """Text that was converted keeps its old font: it stays as it is, and a note says that the name misleads."""
    found = reading(para(inside=run(SAID, font(".VnTime"))))
    assert (found.text, found.encoding, codes(found)) == (SAID + "\n", None, ["font-name-misleads"])


def test_font_name_that_lies() -> None:
    """A font may hold another encoding than its name says: syllables decide."""
    vni = "Phaán ñaáu ñeán naêm 2030, tyû leä hoä ngheøo cuûa huyeän giaûm coøn döôùi moät phaàn traêm"
    found = reading(para(inside=run(vni, font("VNSTCVN3"))))
    assert found.text == SAID + "\n"
    assert sorted(codes(found)) == ["encoding-converted", "font-name-misleads"]


def test_unnamed_font() -> None:
    """Legacy letters in a font of another name are found by their syllables alone."""
    assert reading(para(inside=run(TCVN3, font("Times New Roman")))).text == SAID + "\n"


def test_few_words() -> None:
    """Too few words to weigh: the name of the font decides."""
    assert reading(para(inside=run("§iÒu 5.", font(".VnTime")))).text == "Điều 5.\n"


def test_french_in_a_unicode_font_stays() -> None:
    """Accents alone are no evidence."""
    said = "Le député a déclaré que l'école serait achevée à la fin de l'été, près du théâtre."
    found = reading(para(inside=run(said, font("Times New Roman"))))
    assert (found.text, codes(found)) == (said + "\n", [])
