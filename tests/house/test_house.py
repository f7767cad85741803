"""The house itself: who may import whom, what a command drags in, what stands at the top level."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import trainer

ROOT = Path(__file__).parents[2]
AGREED = {"trainer", "modules", "question_banks", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
MODULES = sorted(ROOT.glob("trainer/**/*.py"))


def dragged_in(code: str) -> set[str]:
    """The modules that stand in ``sys.modules`` after running some code in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_rooms_import_only_from_rooms_below() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "room",
    [
        "trainer.cli.main", "trainer.service.training", "trainer.service.learn", "trainer.service.checks",
        "trainer.service.people", "trainer.service.compliance", "trainer.service.reports", "trainer.records.store",
        "trainer.records.attempts", "trainer.content.models", "trainer.content.index", "trainer.compliance.standing",
        "trainer.assessment.grading", "trainer.reports.completion", "trainer.reports.writers", "trainer.cli.plain",
    ],
)  # fmt: skip
def test_a_room_drags_in_no_more_than_it_uses(room: str) -> None:
    heavy = {"textual", "rich", "pydantic", "yaml", "sqlite_utils"}
    assert not dragged_in(f"import {room}") & heavy


def test_the_ui_drags_in_no_validation_and_no_migrations() -> None:
    assert not dragged_in("import trainer.tui.app, trainer.tui.screens.question") & {"pydantic", "yaml", "sqlite_utils"}


def test_the_first_screen_waits_for_no_question_and_no_view_but_its_own() -> None:
    found = dragged_in("import trainer.tui.app, trainer.service.training, trainer.service.learn")
    late = {
        "trainer.content.questions",
        "trainer.content.body",
        "trainer.assessment.types",
        "trainer.assessment.outcome",
    }
    views = {"trainer.service.check_views", "trainer.service.module_views", "trainer.service.record_views"}
    assert not found & (late | views)


def test_help_needs_click_and_the_command_line_s_own_files_only() -> None:
    ours = {name for name in dragged_in("import trainer.cli.main") if name.startswith("trainer")}
    assert ours == {"trainer", "trainer.cli", "trainer.cli.main", "trainer.cli.lazy"}


def test_the_top_level_is_as_agreed() -> None:
    ignored = {"build", "dist"}
    found = {p.name for p in ROOT.iterdir() if not p.name.startswith(".") and not p.name.endswith(".egg-info")}
    assert found - ignored == AGREED


def test_the_version_is_the_newest_in_the_changelog() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == trainer.__version__


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it is for"
    assert len(text.splitlines()) <= 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name
        if isinstance(node, ast.ClassDef):
            methods = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
            public = [n for n in methods if not n.name.startswith("_")]
            assert len(public) <= 15, node.name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_mark_is_left_in_the_code(path: Path) -> None:
    assert not re.search(r"TODO|FIXME|XXX|NotImplementedError|type: ignore|noqa", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(ROOT.glob("trainer/tui/**/*.tcss")), ids=lambda p: p.name)
def test_a_style_sheet_names_theme_variables_only(path: Path) -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![\w-]*\s*[{,>.])", re.sub(r"#[\w-]+\s*[{,>]", "", path.read_text()))
