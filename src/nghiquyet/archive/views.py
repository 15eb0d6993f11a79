"""The ready views: the questions that are asked most, under the same names in DuckDB and SQLite.

``indicators``  targets with a known indicator, by province and year
``deadlines``   what is due, by last day: times that bind, targets and duties with a date
``duties``      who must do what
``citations``   which document names which
``search``      the text of every paragraph, with the folded text beside it
DuckDB has the questions with an argument as table macros too: `due_before`, `due_between`, `citing`, `duties_of`,
`indicator`, `find_text`.
"""

from .tables import fold_marks

_VIEWS = {
    "indicators": """
        SELECT key, province, due_year AS year, comparator, low, high, unit, change, indicator, role, scope, due,
               commitment, issuer, doc_number, doc_date, address, text, document
        FROM targets WHERE key IS NOT NULL""",
    "deadlines": """
        SELECT last_day AS due, 'time' AS what, context AS text, issuer, province, doc_number, doc_date, document
        FROM times WHERE deadline AND last_day IS NOT NULL
        UNION ALL
        SELECT due_last, 'target', text, issuer, province, doc_number, doc_date, document
        FROM targets WHERE role <> 'result' AND due_last IS NOT NULL
        UNION ALL
        SELECT due_last, 'duty', coalesce(body || ': ' || task, body), issuer, province, doc_number, doc_date, document
        FROM assignments WHERE due_last IS NOT NULL""",
    "duties": """
        SELECT body, role, task, due, partners, issuer, province, doc_number, doc_date, address, body_folded, document
        FROM assignments""",
    "citations": """
        SELECT doc_type, number, date, cited_issuer, role, key, text, issuer, province, doc_number, doc_date,
               key_folded, document
        FROM "references" WHERE coalesce(role, '') <> 'internal'""",
    "search": """
        SELECT n.text, n.folded, n.kind, d.title, d.doc_number, d.doc_date, d.issuer, d.province, n.document, n.start
        FROM nodes n JOIN documents d ON d.document = n.document
        WHERE n.text IS NOT NULL AND n.kind <> 'furniture'""",
}  # fmt: skip

# fold_marks in DuckDB's own words, for the argument of a macro; strip_accents leaves đ as it is.
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
    """Return the statements that make the views in SQLite, which has no macros."""
    return [f"CREATE VIEW IF NOT EXISTS {name} AS {text}" for name, text in _VIEWS.items()]


__all__ = ["duckdb_views", "fold_marks", "sqlite_views"]
