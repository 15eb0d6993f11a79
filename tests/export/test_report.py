"""The report: whole, self-contained, safe; in a real browser it filters, sorts, and facts and words lead to each other.

The tests in a browser need Chromium and its driver (Debian: chromium, chromium-driver) and selenium; they say so where
they are skipped.
"""

import re
import shutil
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import nghiquyet
from documents import CORPUS, SAMPLE, parsed
from nghiquyet import Document
from nghiquyet.export.cells import writable
from nghiquyet.export.compare import differing
from nghiquyet.export.report import LANGUAGES, index, report, short

SOURCES = sorted(CORPUS.glob("*/source.docx"))
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
HOSTILE = (
    f"NGHỊ QUYẾT {SCRIPT}\n\nI- MỤC TIÊU {SCRIPT}\n\n1. {SCRIPT} Đến năm 2030, tỷ lệ hộ nghèo {SCRIPT} còn dưới 3%.\n"
    f"\" onmouseover=\"document.title='owned'\n\n2. Giao Sở Y tế {SCRIPT} chủ trì trước ngày 30/6/2027.\n"
)


@pytest.fixture(scope="module", params=[*SOURCES, *SAMPLE], ids=lambda path: f"{path.parent.name}/{path.name}")
def document(request: pytest.FixtureRequest) -> Document:
    return parsed(request.param)


@pytest.fixture(scope="module")
def hostile() -> Document:
    return nghiquyet.parse_text(HOSTILE, name=f"{SCRIPT}.txt")


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, the words of its text, the anchors of its facts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside |= tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "main"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words.append(data)

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]


def test_all_the_text_and_all_the_facts(document: Document) -> None:
    """The middle of the page is the text, whole; every fact has a row, and an anchor where its words begin."""
    page = Page(report(document))
    assert "".join("".join(page.words).split()) == "".join(writable(document.text).split())
    ids = page.ids()
    assert len(set(ids)) == len(ids)
    letters = {"targets": "t", "times": "m", "references": "r", "links": "l", "assignments": "a"}
    wanted = {f"{letters[layer]}{at}" for layer in nghiquyet.LAYERS for at in range(len(getattr(document, layer)))}
    assert wanted <= set(ids)
    assert {f"row-{name}" for name in wanted} <= set(ids)


def test_every_link_leads_somewhere(document: Document) -> None:
    """Each link of the outline, of a fact and of a doubt has its anchor in the page."""
    page = Page(report(document))
    links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a" and "href" in attributes]
    assert links
    assert {link.removeprefix("#") for link in links} <= set(page.ids())


def test_self_contained(document: Document) -> None:
    """No address of elsewhere, no attribute that a policy without unsafe-inline would refuse."""
    for page in (report(document), index([("a.html", document)])):
        for tag, attributes in Page(page).tags:
            assert not {"src", "style", "srcset", "background"} & set(attributes), tag
            assert not [name for name in attributes if name.startswith("on")]
        assert not re.search(r"https?://|@import|url\(", page.replace(document.text, ""))


def test_hostile_text_is_text(hostile: Document) -> None:
    """Nothing that a document says is an element, in the page, the index, or the short form."""
    for page in (report(hostile), index([("a.html", hostile)])):
        tags = [tag for tag, _ in Page(page).tags]
        assert tags.count("script") == 1
        assert "img" not in tags
        assert "onerror" not in "".join(str(sorted(attributes)) for _, attributes in Page(page).tags)
    assert not {"script", "img"} & {tag for tag, _ in Page(short(hostile)).tags}


def test_languages_have_the_same_words() -> None:
    """Each language has every word of the others, and the page has them."""
    words = tomllib.loads((files("nghiquyet") / "data" / "report.toml").read_text("utf-8"))
    assert set(words) == set(LANGUAGES)
    assert {frozenset(each) for each in words.values()} == {frozenset(words["en"])}
    assert "Mục lục" in report(nghiquyet.parse_text(HOSTILE), language="vi")


def test_what_changed(hostile: Document) -> None:
    """Every change has a row that leads to its place, and units that changed are marked; nothing of it runs."""
    old, new = (parsed(CORPUS / name / "source.txt") for name in ("party-annual", "party-congress"))
    found = nghiquyet.compare(old, new)
    for language in LANGUAGES:
        page = report(new, against=old, language=language)
        count = sum(len(differing(each)) for each in (found.targets, found.tasks, found.texts))
        assert f"({count})</summary>" in page
        links = [attributes["href"] or "" for tag, attributes in Page(page).tags if tag == "a" and "href" in attributes]
        assert {link.removeprefix("#") for link in links} <= set(Page(page).ids())
        assert page.count(" data-c=") == len({each.new_address for each in found.texts if each.new_address})
    tags = [tag for tag, _ in Page(report(hostile, against=old)).tags]
    assert (tags.count("script"), tags.count("img")) == (1, 0)


def test_size() -> None:
    """A page is at most eight times its text, and 40 kB."""
    text = (CORPUS / "party-congress/source.txt").read_text("utf-8")
    page = report(nghiquyet.parse_text(text))
    assert len(page.encode()) < 8 * len(text.encode()) + 40_000


def test_notebook(document: Document) -> None:
    """The short form names the document, its counts and its first targets."""
    shown = document._repr_html_()
    assert document.metadata.number is None or document.metadata.number.value in shown
    assert shown.count("<tr>") == (1 + min(8, len(document.targets)) if document.targets else 0)
    assert nghiquyet.parse_text("")._repr_html_().count("<tr>") == 0


# In a browser.


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: the report is not tried")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium or chromedriver is absent: the report is not tried in a browser")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    profile = tmp_path_factory.mktemp("profile")
    for each in ("headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-dev-shm-usage",
                 "window-size=1500,1000", f"user-data-dir={profile}"):  # fmt: skip
        options.add_argument(f"--{each}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    window = selenium.Chrome(options=options, service=selenium.ChromeService(driver))
    yield window
    window.quit()


def opened(browser: Any, folder: Path, page: str, **_: Any) -> Any:
    path = folder / "page.html"
    path.write_text(page, "utf-8")
    browser.get(path.as_uri())
    return browser


def ask(browser: Any, script: str) -> Any:
    return browser.execute_script(f"return {script}")


FACTS = "[...document.querySelectorAll('#facts tbody tr')].filter(row => row.offsetParent)"


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Any:
    return opened(browser, tmp_path, report(parsed(CORPUS / "party-annual/source.docx")))


def test_no_errors(browser: Any, tmp_path: Path, document: Document) -> None:
    """The page opens without a word in the console: its own style and script pass its policy."""
    opened(browser, tmp_path, report(document))
    assert browser.get_log("browser") == []
    assert ask(browser, "getComputedStyle(document.querySelector('.columns')).display") == "grid"


def test_filter_without_marks(page: Any) -> None:
    """Words without marks find words with them, and the count says how many."""
    page.execute_script("filter.value = 'ho ngheo'; filter.dispatchEvent(new Event('input'))")
    page.implicitly_wait(1)
    assert page.execute_async_script(
        "const done = arguments[0]; setTimeout(() => done([...document.querySelectorAll('#facts tbody tr')]"
        ".filter(row => row.offsetParent).every(row => /hộ nghèo/i.test(row.textContent))), 300)"
    )
    assert 0 < ask(page, f"{FACTS}.length") < 10
    assert re.fullmatch(r"\(\d+ / \d+\)", ask(page, "document.querySelector('#count').textContent"))


def test_switch(page: Any) -> None:
    """A switch takes a kind of facts out of the table and its colour out of the text."""
    colour = "getComputedStyle(document.querySelector('main .m.result')).backgroundColor"
    before = ask(page, colour)
    page.execute_script("document.querySelector('#show-result').click()")
    assert ask(page, f"{FACTS}.filter(row => row.classList.contains('result')).length") == 0
    assert ask(page, colour) == "rgba(0, 0, 0, 0)" != before


def test_sort(page: Any) -> None:
    """A click on a head sorts by worth, not by letters; a second turns it round; what has no value is last."""
    worth = f"{FACTS}.map(row => row.cells[2].dataset.s).filter(Boolean).map(Number)"
    for order in ("ascending", "descending"):
        page.execute_script("document.querySelectorAll('#facts thead button')[2].click()")
        values = ask(page, worth)
        assert values == sorted(values, reverse=order == "descending")
        assert ask(page, "document.querySelectorAll('#facts thead th')[2].getAttribute('aria-sort')") == order


def test_a_fact_leads_to_its_words(page: Any) -> None:
    """A click on a fact brings its words into view, lit; a click on words shows the fact and why it is one."""
    page.execute_script("document.querySelector('#row-t30 a').click()")
    page.execute_async_script("setTimeout(arguments[0], 900)")  # it scrolls there smoothly
    lit = "document.querySelector('main .m.on')"
    assert "t30" in ask(page, f"{lit}.dataset.f").split()
    assert ask(page, f"(box => box.top >= 0 && box.bottom <= innerHeight)({lit}.getBoundingClientRect())")
    page.execute_script("document.querySelector('main .m.result').click()")
    assert ask(page, "document.querySelector('#card').hidden") is False
    assert "why:" in ask(page, "document.querySelector('#card').textContent")
    page.execute_script("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert ask(page, "document.querySelector('#card').hidden") is True


def test_keyboard_and_names(page: Any) -> None:
    """Everything that does something can be reached and has a name."""
    unnamed = (
        "[...document.querySelectorAll('a[href], button, input, summary')]"
        ".filter(each => each.tabIndex < 0 || !(each.textContent.trim() || each.getAttribute('aria-label')"
        " || (each.labels && each.labels.length))).length"
    )
    assert ask(page, unnamed) == 0
    page.execute_script("document.dispatchEvent(new KeyboardEvent('keydown', {key: '/'}))")
    assert ask(page, "document.activeElement.id") == "filter"


@pytest.mark.parametrize("width", [320, 390, 768, 1100])
def test_no_sideways_scrolling(width: int, page: Any) -> None:
    """At the width of a phone, of a tablet and of a small window the page is no wider than the window."""
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 800}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.refresh()
        assert ask(page, "document.documentElement.scrollWidth") <= width
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_dark(page: Any) -> None:
    """In the dark, letters are light on a dark ground."""
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    try:
        ground, ink = ask(page, "(s => [s.backgroundColor, s.color])(getComputedStyle(document.body))")
        light = [sum(map(int, re.findall(r"\d+", each)[:3])) for each in (ground, ink)]
        assert light[0] < 150 < 500 < light[1]
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_print(page: Any) -> None:
    """It prints: to PDF, with the text and the facts."""
    import base64

    printed = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.startswith(b"%PDF")
    pdfium = pytest.importorskip("pypdfium2")
    pages = pdfium.PdfDocument(printed)
    text = " ".join("".join(each.get_textpage().get_text_range() for each in pages).split())
    assert "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU" in text
    assert "poverty" not in text
    assert "why: heading" in text


def test_changes_lead_to_their_places(browser: Any, tmp_path: Path) -> None:
    """A click on a change brings its words into view; units that changed are marked; on a phone it is not wider."""
    old, new = (parsed(CORPUS / name / "source.txt") for name in ("party-annual", "party-congress"))
    opened(browser, tmp_path, report(new, against=old))
    assert browser.get_log("browser") == []
    assert ask(browser, "getComputedStyle(document.querySelector('main p[data-c]')).boxShadow") != "none"
    browser.execute_script("[...document.querySelectorAll('.changes tbody a')].at(-1).click()")
    browser.execute_async_script("setTimeout(arguments[0], 900)")
    box = "document.querySelector(':target').getBoundingClientRect()"
    assert ask(browser, f"(box => box.top >= -1 && box.top <= innerHeight)({box})")
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        browser.refresh()
        assert ask(browser, "document.documentElement.scrollWidth") <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_hostile_text_runs_nothing(browser: Any, tmp_path: Path, hostile: Document) -> None:
    """No script of a document runs, whatever is clicked and hovered."""
    opened(browser, tmp_path, report(hostile))
    browser.execute_script(
        "for (const each of document.querySelectorAll('main .m, #facts a, main p')) {"
        " each.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); each.click(); }"
    )
    assert ask(browser, "document.title") != "owned"
    assert ask(browser, "document.querySelectorAll('main script, main img, #card img').length") == 0


def test_index_filters(browser: Any, tmp_path: Path) -> None:
    """The index finds documents by words, without marks too."""
    listed = [(f"{at}.html", parsed(path)) for at, path in enumerate(SOURCES)]
    opened(browser, tmp_path, index(listed))
    assert browser.get_log("browser") == []
    browser.execute_script("filter.value = 'van tai thuy'; filter.dispatchEvent(new Event('input'))")
    found = browser.execute_async_script(
        f"const done = arguments[0]; setTimeout(() => done({FACTS}.map(row => row.textContent)), 300)"
    )
    assert len(found) == 1
    assert "512/NQ-CP" in found[0]
