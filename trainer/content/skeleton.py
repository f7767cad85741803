"""New modules and questions to write over: complete, so that they load and pass the checker, and drafts until reviewed.

Invariant: what is there already is never changed; of a bank only the end grows, and only if it still loads then.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from trainer.content.library import Loaded, load
from trainer.content.models import Module
from trainer.content.questions import TYPES
from trainer.content.source import ContentRoot
from trainer.content.writing import as_written, replace_text
from trainer.errors import ContentError, InputError
from trainer.text import safe

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODULE_ID = re.compile(r"M[0-9]{2}")
_LONGEST_SLUG = 60
_PLAIN = re.compile(r"[A-Za-z][\w ,.()/-]*\w")
"""What needs no quotes in YAML, whose strings here stay strings."""
_EXAMPLES = ("single", "multiple", "true_false_reason", "order", "match", "spot")
"""The questions of a new bank: enough for one objective, and a type each."""
_OWN_IDS = range(50, 100)
"""Numbers of a company's own modules: one below would stand in the place of a shipped module to come."""
_REVIEWED_FOR = 365
"""Days until the first review is due."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    id: str
    """Of the module or question."""
    files: tuple[Path, ...]


def new_module(
    root: ContentRoot, loaded: Loaded, *, name: str, slug: str, title: str, author: str, today: dt.date
) -> Written:
    """A module with one lesson and a bank of six questions. ``name`` empty takes the next free id from ``M50``.

    :class:`InputError` where the slug or id is none, or is taken.
    """
    taken = {module.id for module in loaded.course.modules}
    number = name.upper() or next((f"M{n:02}" for n in _OWN_IDS if f"M{n:02}" not in taken), "M99")
    if not _MODULE_ID.fullmatch(number):
        raise InputError(f"{name} is no module id.", "Write M and two digits, such as M50.")
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG:
        raise InputError(f"{slug} is no slug.", "Use small letters, digits and single hyphens, such as our-rules.")
    _check_words(title=title, author=author)
    folder, bank = root.modules / slug, root.banks / f"{slug}.yaml"
    if number in taken or loaded.course.module(slug) or folder.exists() or bank.exists():
        raise InputError(f"There is a module {number} or {slug} already.", "Choose another id and slug.")
    values = {"module": number, "slug": slug, "title": title, "author": author, **_days(today)}
    questions = [_question(kind, f"{number}-Q{n:03}", f"{number}.O1", values) for n, kind in enumerate(_EXAMPLES, 1)]
    texts = {
        folder / "module.yaml": _filled("module.yaml", values),
        folder / "first-lesson.md": _filled("first-lesson.md", values),
        bank: _filled("bank.yaml", values) + "".join(questions),
    }
    _write_together(folder, texts)
    return Written(number, tuple(texts))


def _write_together(folder: Path, texts: Mapping[Path, str]) -> None:
    """All of a module's files or, where one cannot be written, none: half a module keeps all content from loading."""
    try:
        folder.mkdir(parents=True)
        for path, text in texts.items():
            replace_text(path, text)
    except OSError as error:
        for path in texts:
            with suppress(OSError):
                path.unlink()
        with suppress(OSError):
            folder.rmdir()
        raise InputError(
            f"The module cannot be written: {error.strerror}.", "Name another folder with --dir."
        ) from error


def _check_words(**given: str) -> None:
    """What a person typed for an option is one line of words."""
    for name, text in given.items():
        if not any(sign.isalnum() for sign in text) or safe(text) != text:
            raise InputError(f"The {name} is no line of plain text.", f"Write it as --{name} 'Some words'.")


def new_question(loaded: Loaded, module: Module, *, kind: str, objective: str, author: str, today: dt.date) -> Written:
    """A question of a type at the end of the module's bank, for its first objective if none is named."""
    known = [each.id for each in module.objectives]
    if kind not in TYPES:
        raise InputError(f"There is no question type {kind}.", f"Use one of {', '.join(TYPES)}.")
    wanted = objective.upper() or known[0]
    if wanted not in known:
        raise InputError(f"{module.id} has no objective {objective}.", f"Use one of {', '.join(known)}.")
    _check_words(author=author)
    name = _next_id(module, loaded)
    bank = loaded.places.roots[module.id].banks / f"{module.slug}.yaml"
    text = _question(kind, name, wanted, {"author": author, **_days(today)})
    _append(bank, text, module)
    return Written(name, (bank,))


def _next_id(module: Module, loaded: Loaded) -> str:
    numbers = [int(q.id.rpartition("Q")[2]) for q in loaded.course.bodies[module.id].questions if "-Q" in q.id]
    return f"{module.id}-Q{max(numbers, default=0) + 1:03}"


def _append(bank: Path, text: str, module: Module) -> None:
    """Add to the end of the file; it stays as it was where the bank would not load with it."""
    before = as_written(bank)
    grown = before.rstrip("\r\n") + "\n" + _like(before, text)
    if "\r\n" in before:
        grown = grown.replace("\r\n", "\n").replace("\n", "\r\n")
    replace_text(bank, grown)
    try:
        load([ContentRoot(modules=bank.parent.parent / "modules", banks=bank.parent)])
    except ContentError as error:
        wrong = [problem for problem in error.problems if Path(problem.file) == bank]
        if wrong:
            replace_text(bank, before)
            raise InputError(
                f"The bank of {module.id} would not load with another question: {wrong[0].what}.",
                "Write its questions in block style, each beginning with '- id:'.",
            ) from error


def _like(bank: str, text: str) -> str:
    """The text, indented as the bank indents its questions."""
    first = re.search(r"(?m)^( *)- id:", bank)
    indent = first[1] if first else "  "
    return re.sub(r"(?m)^ {2}", indent, text)


def _question(kind: str, name: str, objective: str, values: Mapping[str, str]) -> str:
    return _filled(f"question-{kind}.yaml", {**values, "question": name, "objective": objective})


def _days(today: dt.date) -> dict[str, str]:
    return {"today": today.isoformat(), "review_due": (today + dt.timedelta(days=_REVIEWED_FOR)).isoformat()}


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _filled(name: str, values: Mapping[str, str]) -> str:
    text = files("trainer.content").joinpath("skeletons", name).read_text(encoding="utf-8")
    # What a person typed goes in quotes: a colon or a sign in it is no YAML.
    typed = {key: _scalar(values[key]) for key in ("title", "author") if key in values}
    return Template(text).substitute({**values, **typed})
