"""``content diff``: what a change of the content asks of learners is what the status rules then ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.content.clean_course import Clean, build

CHANGES = 'version: "{version}"\nchanges:\n  - {{major: 2, objectives: [{objectives}], said: The rule has changed.}}'


@pytest.fixture
def old(tmp_path: Path) -> Clean:
    return build(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Clean:
    return build(tmp_path / "new")


def version(text: str, objectives: str | None = None) -> Callable[[Clean], None]:
    form = 'version: "{version}"' if objectives is None else CHANGES
    said = form.format(version=text, objectives=objectives)
    return lambda clean: clean.put(clean.manifest, 'version: "1.0"', said)


def test_nothing(cli: Cli, old: Clean, new: Clean) -> None:
    ran = cli("content", "diff", str(old.folder), str(new.folder))
    assert (ran.code, ran.out) == (0, "Nothing that a learner can meet has changed.\n")
    assert cli("content", "diff", str(old.folder), str(new.folder), "--format", "json").json["modules"] == []


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        (version("1.1"), "nothing"),
        (version("2.0"), "the whole module again"),
        (version("2.0", "M50.O1"), "the objectives that changed"),
        (version("2.0", ""), "nothing"),
        (version("0.9"), "nothing: it cannot be released"),
    ],
)
def test_what_a_version_asks(cli: Cli, old: Clean, new: Clean, change: Callable[[Clean], None], asks: str) -> None:
    change(new)
    (found,) = cli("content", "diff", str(old.folder), str(new.folder), "--format", "json").json["modules"]
    assert found["asks"] == asks
    assert (found["objectives"] == ["M50.O1 Answer a question about data"]) == (asks == "the objectives that changed")


def test_a_change_without_a_version_is_told(cli: Cli, old: Clean, new: Clean) -> None:
    new.put(new.lesson, "leans over and asks", "leans over, smiles, and asks")
    said = cli("content", "diff", str(old.folder), str(new.folder)).out
    assert "It asks of whoever holds it: nothing: it cannot be released." in said
    assert "Raise `version`" in said
    assert "M50.L1 An honest answer: 0 paragraphs added, 0 removed, 1 changed." in said


def test_lessons_and_questions_by_name(cli: Cli, old: Clean, new: Clean) -> None:
    version("2.0", "M50.O1")(new)
    new.say("A word more.")
    new.put(new.bank, "    type: order", "    type: order\n    retired: true")
    new.put(new.bank, "has worked", "has been working")
    new.add_singles(1)
    text = new.bank.read_text(encoding="utf-8")
    start, end = text.index("  - id: M50-Q002"), text.index("  - id: M50-Q003")
    new.bank.write_text(text[:start] + text[end:], encoding="utf-8")
    said = cli("content", "diff", str(old.folder), str(new.folder)).out
    for line in (
        "M50 Seeded, 1.0 to 2.0",
        "It asks of whoever holds it: the objectives that changed.",
        "- M50.O1 Answer a question about data",
        "Version 2: The rule has changed.",
        "M50.L1 An honest answer: 1 paragraph added, 0 removed, 0 changed.",
        "Questions added: M50-Q100.",
        "Questions changed: M50-Q001.",
        "Questions retired: M50-Q004.",
        "Questions removed: M50-Q002.",
        "A question is retired, never removed",
    ):
        assert line in said, line


def test_modules_that_come_and_go(cli: Cli, old: Clean, new: Clean) -> None:
    cli("content", "new", "module", "another", "--dir", str(new.folder))
    (added,) = cli("content", "diff", str(old.folder), str(new.folder), "--format", "json").json["modules"]
    assert (added["before"], added["now"], added["asks"]) == ("", "0.1", "the module, as it is new")
    (gone,) = cli("content", "diff", str(new.folder), str(old.folder), "--format", "json").json["modules"]
    assert (gone["before"], gone["now"], gone["asks"]) == ("0.1", "", "nothing any more")


def test_a_folder_that_is_no_content(cli: Cli, old: Clean, tmp_path: Path) -> None:
    assert cli("content", "diff", str(old.folder), str(tmp_path / "none")).code == 2
