"""The metadata of an SQLite archive for Datasette: descriptions of its tables, and the queries with an argument."""

from typing import Any

from ..views import VIEW_MEANINGS

# A page of Datasette begins with these sentences; the columns are described in docs/rows.md.
_TABLES: dict[str, dict[str, Any]] = {
    "documents": {"title": "Documents", "label_column": "doc_number", "facets": ["province", "family", "doc_year"],
                  "description": "doc_key is what mentions in other documents have as key."},
    "targets": {"title": "Targets and results", "facets": ["role", "key", "province", "due_year"],
                "description": "Compare base_low and base_high within one unit_canonical; a row with a change is an "
                "amount of change, not a level."},
    "tasks": {"title": "Who has to do what", "sort": "due_last", "facets": ["role", "province"],
              "description": "due_last is the last day on which it may be done."},
    "assignments": {"title": "Bodies and their duties", "facets": ["role", "body"],
                    "description": "A row is a body; a line of the work list with all its bodies is in tasks."},
    "times": {"title": "Times", "sort": "last_day", "facets": ["type", "deadline"],
              "description": "deadline is 1 where something has to be done by then."},
    "references": {"title": "Mentions of documents", "facets": ["role", "doc_type"],
                   "description": "key is the same for every mention of one document."},
    "links": {"title": "Mentions of places", "description": "addresses are those of nodes in this document, or, with "
              "a reference, in the document that it names."},
    "diagnostics": {"title": "Doubts about the text", "facets": ["code"], "description": "One row a doubt."},
    "nodes": {"title": "The text, by units", "facets": ["kind"],
              "description": "Search finds words with marks and without them; parent is the node above."},
    "manifest": {"title": "What became of each file", "facets": ["outcome"],
                 "description": "Each file of the sources has a row; the reason says why one is no document."},
}  # fmt: skip
#: The queries of `nghiquyet.archive.views` that have an argument, as SQLite and Datasette write them.
_QUESTIONS = {
    "due_before": ("What is due before a day", "SELECT * FROM deadlines WHERE due < :day ORDER BY due"),
    "due_between": (
        "What is due between two days, both included",
        "SELECT * FROM deadlines WHERE due BETWEEN :first AND :last ORDER BY due",
    ),
    "indicator": ("An indicator by its key, such as poverty-rate", "SELECT * FROM indicators WHERE key = :wanted"),
    "duties_of": (
        "What a body has to do",
        "SELECT a.body, a.role, a.task, a.due, a.partners, a.doc_number, a.address, a.document"
        " FROM assignments_fts f JOIN assignments a ON a.id = f.rowid"
        " WHERE assignments_fts MATCH '{body body_folded}: (' || escape_fts(:who) || ')'",
    ),
    "citing": (
        "Which documents name a number, such as 36-NQ/TW",
        # key_folded has d for đ, and lower() changes ASCII letters only
        "SELECT * FROM citations"
        " WHERE key_folded LIKE '%' || replace(replace(lower(:named), 'Đ', 'd'), 'đ', 'd') || '%'",
    ),
    "find_text": (
        "Paragraphs with words, with or without marks",
        "SELECT n.text, n.kind, n.address, d.title, d.doc_number, d.doc_date, d.issuer, n.document"
        " FROM nodes_fts f JOIN nodes n ON n.id = f.rowid JOIN documents d ON d.document = n.document"
        " WHERE nodes_fts MATCH escape_fts(:words) AND n.kind <> 'furniture' ORDER BY f.rank",
    ),
}


def metadata(database: str) -> dict[str, Any]:
    """Return the content of the file for Datasette's option ``--metadata``; *database* is its name for the archive."""
    views = {view: {"description": meaning} for view, meaning in VIEW_MEANINGS.items()}
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in _QUESTIONS.items()}
    about = "Targets, deadlines, duties and references of Vietnamese resolutions, found by nghiquyet."
    return {"databases": {database: {"description": about, "tables": {**_TABLES, **views}, "queries": queries}}}
