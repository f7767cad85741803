"""``content check | list | show | schema | release``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.support import TINY, options_of, tiny_course


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of the tiny content that may be spoilt."""
    return Path(shutil.copytree(TINY, tmp_path / "ours"))


def test_findings_have_their_place_and_a_remedy(cli: Cli, ours: Path) -> None:
    ran = cli("content", "check", str(ours))
    assert ran.code == 2
    lesson = f"{ours}/modules/tiny-test-module/a-reason-first.md:3:8: error: M90.L1 has "
    assert any(line.startswith(lesson) for line in ran.out.splitlines())
    assert "note: M90 is not approved" in ran.out
    assert ran.err.endswith("1 note.\n")


def test_every_load_error_at_once(cli: Cli, ours: Path) -> None:
    bank = ours / "question_banks" / "tiny-test-module.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("type: single", "type: signle", 3), encoding="utf-8")
    ran = cli("content", "check", str(ours))
    assert ran.code == 2
    assert ran.out.count("[load]") == 3
    assert all(line.startswith((f"{bank}:", "    Why: ")) for line in ran.out.splitlines())
    found = cli("content", "check", str(ours), "--format", "json").json
    assert (found["schema"], found["errors"], found["warnings"]) == (1, 3, 0)
    assert {finding["rule"] for finding in found["findings"]} == {"load"}


def test_what_does_not_load_keeps_learning_from_starting(cli: Cli, ours: Path, db: Path) -> None:
    (ours / "modules" / "tracks.yaml").write_text("tracks: [", encoding="utf-8")
    ran = cli("--content", str(ours), "learn", "--plain")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{ours}/modules/tracks.yaml:")
    assert ran.err.splitlines()[-1].startswith("The content has ")


def test_list(cli: Cli) -> None:
    shown = cli("content", "list")
    assert "M90  tiny-test-module  A tiny module" in shown.out
    assert "track tiny: Tiny track (M90)" in shown.out
    found = cli("content", "list", "--format", "json").json
    assert found["schema"] == 1
    assert [(m["id"], m["lessons"], m["questions"]) for m in found["modules"]] == [("M90", 2, 12)]
    assert found["tracks"] == [{"id": "tiny", "title": "Tiny track", "modules": ["M90"]}]


def test_show_a_module_and_a_lesson(cli: Cli) -> None:
    module = cli("content", "show", "tiny-test-module").out
    assert "- Choose a reason before using data (critical)" in module
    assert "M90.L1 A reason first, 2 minutes" in module
    lesson = cli("content", "show", "m90.l1").out.replace("\n", " ")
    assert "lawful basis (the reason in law that lets you use personal data)" in lesson
    assert "Case: A shop that did not ask" in lesson
    assert "**" not in lesson


def secrets() -> Iterator[str]:
    for question in tiny_course().bodies["M90"].questions:
        yield from (option.why for option in options_of(question))


@pytest.mark.parametrize("name", [q.id for q in tiny_course().bodies["M90"].questions])
def test_a_question_is_shown_without_key_and_explanations(cli: Cli, name: str) -> None:
    ran = cli("content", "show", name)
    flat = " ".join(ran.out.split())
    assert ran.code == 0
    assert not any(" ".join(why.split()) in flat for why in secrets())
    assert "key" not in flat


def test_a_module_does_not_show_its_questions(cli: Cli) -> None:
    shown = cli("content", "show", "M90").out
    assert not any(question.stem[:30] in shown for question in tiny_course().bodies["M90"].questions)


def test_show_what_is_not_there(cli: Cli) -> None:
    ran = cli("content", "show", "M91\x1b[2J")
    assert (ran.code, ran.out) == (2, "")
    assert "The modules are: M90." in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("kind", ["bank", "module", "lesson", "tracks", "facts"])
def test_schema_is_json(cli: Cli, kind: str) -> None:
    assert cli("content", "schema", kind).json["$schema"].startswith("https://json-schema.org/")


def test_release_writes_the_lock_once(cli: Cli, ours: Path) -> None:
    ran = cli("--content", str(ours), "content", "release", "m90")
    assert ran.code == 0
    assert ran.out.startswith("released M90 1.0 ")
    lock = (ours / "modules" / "content.lock").read_text(encoding="utf-8")
    assert ran.out.split()[-1] in lock
    assert cli("--content", str(ours), "content", "release", "M90").code == 0
    assert (ours / "modules" / "content.lock").read_text(encoding="utf-8") == lock
    assert "is not released" not in cli("content", "check", str(ours)).out


def test_release_refuses_another_content_under_the_same_version(cli: Cli, ours: Path) -> None:
    cli("--content", str(ours), "content", "release", "M90")
    lesson = ours / "modules" / "tiny-test-module" / "yes-and-stop.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("one tap", "two taps"), encoding="utf-8")
    ran = cli("--content", str(ours), "content", "release", "M90")
    assert ran.code == 2
    assert "Raise `version`" in ran.err
    assert cli("--content", str(ours), "content", "release", "M99").code == 2
