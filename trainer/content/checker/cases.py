"""Real cases: each figure, date and party comes from facts.yaml, and what is disputed is told so (rubric 4.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.names import parties
from trainer.content.checker.review import year_before
from trainer.content.checker.rule import Found, Rule
from trainer.content.models import Lesson
from trainer.content.vocabulary import FactStatus

_FACT = re.compile(r"\{\{([a-z0-9-]+)\.[a-z0-9_-]+\}\}")
_DIGIT = re.compile(r"[€£$]?\d[\d.,]*\d%?|\d%?")
_CASE = re.compile(r"\s*>\s*\[!case\]")
_YEAR_OR_SUM = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])|[€£$]\s?\d[\d.,]*\s?(?:million|billion)")
_SUM = re.compile(
    rf"{_YEAR_OR_SUM.pattern}|[€£$]\s?\d[\d.,]*"
    r"|\d[\d.,]*\s(?:million|billion|thousand|euros?|pounds?|dollars?)\b|\d+\s?(?:%|per ?cent)"
)
_SENTENCED = re.compile(
    r"(?i)\bfined\b|\bfine of\b|\bsettle(?:d|ment)\b|\bcourt (?:found|ruled|held|case)|\bsued\b|\blawsuit"
    r"|\b(?:regulator|authority|commission|court)\b[^.]{0,20}\b(?:found|banned|ordered|ruled|decided)\b"
)
"""What is said of a real firm: it, too, has a source to be shown."""
_LAW = re.compile(r"\s*>\s*\[!law\]")
_ADDRESS = re.compile(r"\w\.[a-z]{2,}\b")
_NOTHING = re.compile(r"(?!)")
_REPORTED = re.compile(r"(?i)\breport(?:s|ed|edly)\b|\balleg")


def _paragraphs(checked: Checked, lesson: Lesson) -> Iterator[tuple[int, str]]:
    """The paragraphs of a lesson's file below its front matter as written, each with its first line's number."""
    first, lines = checked.written(lesson.id)
    run: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line.strip():
            run.append(line)
        elif run:
            yield number - len(run), "\n".join(run)
            run = []


def _bare(checked: Checked) -> Iterator[Found]:
    real = parties(checked)
    any_of = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, real))})(?!\w)")
    for lesson in checked.lessons():
        for line, text in _paragraphs(checked, lesson):
            plain = _FACT.sub("", text)
            hits = [*any_of.finditer(plain), *_figures(text, plain).finditer(plain)]
            for each, at in {hit[0]: hit.start() for hit in hits}.items():
                down = plain.count("\n", 0, at)
                yield Found((lesson.id,), f"`{each}` is written by hand", _remedy(real.get(each, "")), line=line + down)


def _figures(text: str, plain: str) -> re.Pattern[str]:
    """What counts as a figure of a real case in a paragraph."""
    if _CASE.match(text):
        return _DIGIT
    if _SENTENCED.search(plain) and not _LAW.match(text):
        return _SUM
    return _YEAR_OR_SUM if plain != text else _NOTHING


def _remedy(fact: str) -> str:
    return f"Write `{{{{{fact}.party}}}}`" if fact else "Add it to a fact in facts.yaml, and write `{{fact.value}}`"


def _disputed(checked: Checked) -> Iterator[Found]:
    for lesson in checked.lessons():
        for line, text in _paragraphs(checked, lesson):
            for name in dict.fromkeys(_FACT.findall(text)):
                fact = checked.shared.facts.get(name)
                if fact and fact.status is FactStatus.DISPUTED and not _REPORTED.search(_FACT.sub("", text)):
                    what = f"{lesson.id} states `{name}` plainly, and it is disputed"
                    yield Found((lesson.id,), what, line=line)


def _unsourced(checked: Checked) -> Iterator[Found]:
    for name, fact in checked.shared.facts.items():
        if not _ADDRESS.search(fact.source):
            yield Found(("facts.yaml", "facts", name, "source"), f"the fact `{name}` does not say where it can be read")


def _stale(checked: Checked) -> Iterator[Found]:
    limit = year_before(checked.today)
    for name, fact in checked.shared.facts.items():
        if not limit <= fact.checked_on <= checked.today:
            what = f"the fact `{name}` was checked on {fact.checked_on}, not within the last 12 months"
            yield Found(("facts.yaml", "facts", name, "checked_on"), what)


RULES = (
    Rule(
        id="bare-fact",
        severity=Severity.ERROR,
        says="A figure, date, sum or party of a real case is written as `{{fact.value}}`.",
        why="It stands once, with its source, and is mended in one place when a fine is reduced on appeal.",
        mend="Add it to facts.yaml with its source, and write the reference.",
        source="CURRICULUM 4.2.5",
        find=_bare,
    ),
    Rule(
        id="disputed-fact",
        severity=Severity.ERROR,
        says="A paragraph that uses a disputed fact says `reported` or `alleged`.",
        why="Told as certain it may be false, and unfair to the firm that it names.",
        mend="Say who reported or alleged it.",
        source="CURRICULUM 4.2.5",
        find=_disputed,
    ),
    Rule(
        id="fact-source",
        severity=Severity.ERROR,
        says="A fact names the address at which it can be read.",
        why="A figure that nobody can look up is a rumour, also when it is true.",
        mend="Write the site or the page in `source`, such as `edpb.europa.eu`, with the date of the text.",
        source="CURRICULUM 4.2.5",
        find=_unsourced,
    ),
    Rule(
        id="stale-fact",
        severity=Severity.WARNING,
        says="A fact was checked against its source within 12 months.",
        why="Appeals change fines and findings.",
        mend="Look at the source and at what came after it, then write today's date in `checked_on`.",
        source="CURRICULUM 4.2.5",
        find=_stale,
    ),
)
