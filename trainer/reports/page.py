"""A page of tables as self-contained HTML: no script, nothing loaded from anywhere, readable by machine and ear.

Invariant: every text is escaped here, and the page forbids scripts and loading itself, should an escape ever be missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TextIO

from trainer.text import safe

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Of the page's own content security policy."""
_STYLE = """
:root { color-scheme: light dark;
  --ink: #1b1b1f; --paper: #ffffff; --quiet: #55555f; --line: #c9c9d1; --head: #f1f1f5; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e8e8ee; --paper: #16161a; --quiet: #b4b4be; --line: #4a4a55; --head: #26262d; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--ink); background: var(--paper); }
h2 { margin: 2rem 0 .25rem; } p { margin: .25rem 0; } .why { color: var(--quiet); }
table { border-collapse: collapse; margin: .5rem 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border: 1px solid var(--line); }
thead th { background: var(--head); } td, tbody th { overflow-wrap: anywhere; } tbody th { font-weight: inherit; }
@media print { :root { color-scheme: light; } body { margin: 0; max-width: none; } h2 { break-after: avoid; }
  thead { display: table-header-group; } tr { break-inside: avoid; } }
"""
_LONGEST = 4000
"""Characters of a text before it is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A titled table with what is to be said of it."""

    title: str
    said: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    empty: str = "Nothing."


def write_page(title: str, said: Sequence[str], blocks: Sequence[Block], out: TextIO) -> None:
    """Write the page; every text is escaped."""
    write_start(title, out)
    out.writelines(f"<p>{text(line)}</p>\n" for line in said)
    for block in blocks:
        _write_block(block, out)
    write_end(out)


def write_start(title: str, out: TextIO, *, style: str = "") -> None:
    """Write what stands before the text of a page, its heading too; ``style`` is the program's own CSS, written raw."""
    out.write(f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{text(title)}</title>\n')
    out.write(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n')
    out.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    out.write(f"<style>{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n<h1>{text(title)}</h1>\n")


def write_end(out: TextIO) -> None:
    """Write what stands after it."""
    out.write("</main>\n</body>\n</html>\n")


def text(value: str) -> str:
    """A text for any place on the page, also inside an attribute in quotes."""
    return escape(safe(value, _LONGEST))


def _write_block(block: Block, out: TextIO) -> None:
    out.write(f"<h2>{text(block.title)}</h2>\n")
    out.writelines(f'<p class="why">{text(line)}</p>\n' for line in block.said)
    if not block.rows:
        out.write(f"<p>{text(block.empty)}</p>\n")
        return
    heads = "".join(f'<th scope="col">{text(head)}</th>' for head in block.heads)
    out.write(f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    out.writelines(f"<tr>{''.join(f'<td>{text(value)}</td>' for value in row)}</tr>\n" for row in block.rows)
    out.write("</tbody>\n</table>\n")
