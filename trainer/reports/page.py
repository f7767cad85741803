"""A page of tables as self-contained HTML: no script, nothing loaded from anywhere, readable by machine and ear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TextIO

from trainer.text import safe

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1f; }
h2 { margin: 2rem 0 .25rem; } p { margin: .25rem 0; } .why { color: #55555f; }
table { border-collapse: collapse; margin: .5rem 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border: 1px solid #c9c9d1; }
th { background: #f1f1f5; } td { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""
_LONGEST = 4000


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
    out.write(f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{_text(title)}</title>\n')
    out.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    out.write(f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{_text(title)}</h1>\n")
    out.writelines(f"<p>{_text(line)}</p>\n" for line in said)
    for block in blocks:
        _write_block(block, out)
    out.write("</main>\n</body>\n</html>\n")


def _write_block(block: Block, out: TextIO) -> None:
    out.write(f"<h2>{_text(block.title)}</h2>\n")
    out.writelines(f'<p class="why">{_text(line)}</p>\n' for line in block.said)
    if not block.rows:
        out.write(f"<p>{_text(block.empty)}</p>\n")
        return
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in block.heads)
    out.write(f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    out.writelines(f"<tr>{''.join(f'<td>{_text(value)}</td>' for value in row)}</tr>\n" for row in block.rows)
    out.write("</tbody>\n</table>\n")


def _text(value: str) -> str:
    return escape(safe(value, _LONGEST))
