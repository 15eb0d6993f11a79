"""The ready views: the most common queries, under the same names in DuckDB and SQLite.

``indicators``  targets with a known indicator, by province and year
``series``      levels of known indicators in the base unit, by province and year: values that can form one series
``series_changes``  the same for amounts of change, which are never among the levels
``deadlines``   what is due, by last day: binding times, targets and duties with a date
``duties``      who must do what
``citations``   which document cites which
``search``      the text of every paragraph, with the folded text beside it
The queries with an argument (`due_before`, `due_between`, `citing`, `duties_of`, `indicator`, `find_text`) are table
macros in DuckDB; SQLite has none, so `with_macros` expands them in a query.
"""

import re
from functools import cache

from .tables import fold_marks

_SERIES = """
        SELECT key, scope, province, issuer, due_year AS year, role, commitment, {change}comparator, base_low AS low,
               base_high AS high, unit_canonical AS unit,
               key || coalesce(' [' || replace(unit_canonical, '%/a', '%') || ']', '') AS series,
               indicator, doc_number, doc_date, address, file, text, document
        FROM targets
        WHERE key IS NOT NULL AND due_year IS NOT NULL AND base_low IS NOT NULL AND change IS {wanted}"""

_VIEWS = {
    "indicators": """
        SELECT key, province, due_year AS year, comparator, low, high, unit, change, indicator, role, scope, due,
               commitment, issuer, doc_number, doc_date, address, file, text, document
        FROM targets WHERE key IS NOT NULL""",
    "series": _SERIES.format(change="", wanted="NULL"),
    "series_changes": _SERIES.format(change="change, ", wanted="NOT NULL"),
    "deadlines": """
        SELECT last_day AS due, 'time' AS what, NULL AS role, NULL AS body, sentence AS text, address, issuer, province,
               doc_number, doc_date, file, document
        FROM times WHERE deadline AND last_day IS NOT NULL
        UNION ALL
        SELECT due_last, 'target', role, NULL, text, address, issuer, province, doc_number, doc_date, file, document
        FROM targets WHERE role <> 'result' AND due_last IS NOT NULL
        UNION ALL
        SELECT due_last, 'duty', role, body, coalesce(body || ': ' || task, body), address, issuer, province,
               doc_number, doc_date, file, document
        FROM assignments WHERE due_last IS NOT NULL""",
    "duties": """
        SELECT body, role, task, due, partners, issuer, province, doc_number, doc_date, address, file, body_folded,
               document
        FROM assignments""",
    "citations": """
        SELECT doc_type, number, date, cited_issuer, role, key, text, issuer, province, doc_number, doc_date,
               address, file, key_folded, document
        FROM "references" WHERE coalesce(role, '') <> 'internal'""",
    "search": """
        SELECT n.text, n.folded, n.kind, d.title, d.doc_number, d.doc_date, d.issuer, d.province, n.address,
               d.file, n.document, n.start
        FROM nodes n JOIN documents d ON d.document = n.document
        WHERE n.text IS NOT NULL AND n.kind <> 'furniture'""",
}  # fmt: skip

#: The content of each view, in a clause.
VIEW_MEANINGS = {
    "indicators": "targets with a known indicator, by province and year",
    "series": "levels of known indicators in the base unit: values that can stand in one line",
    "series_changes": "amounts of change of known indicators, which are never among levels",
    "deadlines": "times that bind, targets and duties with a last day",
    "duties": "who must do what",
    "citations": "which document names which",
    "search": "every paragraph with its document",
}
assert VIEW_MEANINGS.keys() == _VIEWS.keys()

# fold_marks as a DuckDB expression, for the argument of a macro; strip_accents leaves đ as it is.
_FOLD = "trim(regexp_replace(translate(lower(strip_accents({0})), 'đð‐‑‒–—−', 'dd------'), '\\s+', ' ', 'g'))"
_MACROS = {
    "fold_marks(words)": _FOLD.format("words"),
    "due_before(day)": "TABLE SELECT * FROM deadlines WHERE due < CAST(day AS VARCHAR)",
    "due_between(first, last)": "TABLE SELECT * FROM deadlines "
    "WHERE due BETWEEN CAST(first AS VARCHAR) AND CAST(last AS VARCHAR)",
    "citing(named)": "TABLE SELECT * FROM citations WHERE contains(key_folded, fold_marks(named))",
    "duties_of(who)": "TABLE SELECT * FROM duties WHERE contains(body_folded, fold_marks(who))",
    "indicator(wanted)": "TABLE SELECT * FROM indicators WHERE key = wanted",
    "find_text(words)": "TABLE SELECT * FROM search WHERE contains(folded, fold_marks(words))",
}


def duckdb_views() -> list[str]:
    """Return the statements that make views and macros in DuckDB."""
    return [
        *(f"CREATE OR REPLACE VIEW {name} AS {text}" for name, text in _VIEWS.items()),
        *(f"CREATE OR REPLACE MACRO {name} AS {text}" for name, text in _MACROS.items()),
    ]


def sqlite_views() -> list[str]:
    """Return the statements that make the views in SQLite, which has no macros, and remove those of older versions."""
    return [
        statement
        for name, text in _VIEWS.items()
        for statement in (f"DROP VIEW IF EXISTS {name}", f"CREATE VIEW {name} AS {text}")
    ]


def with_macros(sql: str) -> str:
    """Return a query with its table macros expanded, for SQLite.

    >>> with_macros("SELECT * FROM indicator('a)') WHERE 'indicator(x)' <> key")
    "SELECT * FROM (SELECT * FROM indicators WHERE key = ('a)')) WHERE 'indicator(x)' <> key"

    Words in quotation marks and in comments stay as they are; so does a macro with the wrong number of arguments, which
    the database then refuses.
    """
    out: list[str] = []
    at = 0
    while found := _TOKEN.search(sql, at):
        out.append(sql[at : found.start()])
        end = _closing(sql, found.end()) if found["macro"] else None
        if end is None:
            out.append(found[0])
            at = found.end()
            continue
        written = _written_out(found["macro"].lower(), _arguments(sql[found.end() : end]))
        out.append(written or sql[found.start() : end + 1])
        at = end + 1
    return "".join((*out, sql[at:]))


def _written_out(macro: str, arguments: list[str]) -> str | None:
    """Return the query that *macro* stands for, in parentheses; None for the wrong number of arguments."""
    names, body = _table_macros()[macro]
    if len(arguments) != len(names):
        return None
    given = {name: f"({with_macros(each.strip())})" for name, each in zip(names, arguments, strict=True)}
    return f"({re.sub(r'[a-z_]+', lambda word: given.get(word[0], word[0]), body)})"


@cache
def _table_macros() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the table macros: the names of their arguments, and their query."""
    found = {}
    for head, body in _MACROS.items():
        if body.startswith("TABLE "):
            name, _, names = head.rstrip(")").partition("(")
            found[name] = (tuple(names.split(", ")), body.removeprefix("TABLE "))
    return found


_QUOTED = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/"""
_TOKEN = re.compile(rf"{_QUOTED}|\b(?P<macro>{'|'.join(_table_macros())})\s*\(", re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(rf"{_QUOTED}|[(),]", re.DOTALL)


def _closing(sql: str, start: int) -> int | None:
    """Return where the parenthesis that is open at *start* closes; None if it does not."""
    depth = 1
    for found in _PARTS.finditer(sql, start):
        depth += (found[0] == "(") - (found[0] == ")")
        if depth == 0:
            return found.start()
    return None


def _arguments(words: str) -> list[str]:
    """Split the words in parentheses at their own commas."""
    cuts, depth = [-1], 0
    for found in _PARTS.finditer(words):
        depth += (found[0] == "(") - (found[0] == ")")
        if found[0] == "," and depth == 0:
            cuts.append(found.start())
    return [words[one + 1 : other] for one, other in zip(cuts, [*cuts[1:], len(words)], strict=True)]


__all__ = ["duckdb_views", "fold_marks", "sqlite_views", "with_macros"]
