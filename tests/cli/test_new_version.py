"""The whole story at the command line: held, superseded by a new version, read, answered, held again."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_plain import sit
from tests.cli.test_plain_changes import until_done
from tests.content.copies import Copy
from tests.service.versions import REASON, SAID, WRITTEN
from tests.support import TINY, pass_check, read_all
from trainer.content.library import load_course
from trainer.service import identity
from trainer.service.training import Training, in_process
from trainer.settings import Settings


@pytest.fixture
def content(tmp_path: Path) -> Copy:
    return Copy(Path(shutil.copytree(TINY, tmp_path / "content")))


@pytest.fixture
def places(db: Path, content: Copy) -> Sequence[str]:
    return ("--db", str(db), "--content", str(content.folder))


def at_the_keyboard(db: Path, content: Copy) -> Training:
    made = in_process(
        database=db, load=lambda: load_course([content.root]), settings=Settings(), login=identity.login()
    )
    made.learn.begin()
    return made


def test_a_new_version_is_seen_answered_and_proven(cli: Cli, staffed: Cli, db: Path, content: Copy) -> None:
    assert cli("assign", "tiny", "--everyone").code == 0
    before = at_the_keyboard(db, content)
    read_all(before)
    pass_check(before, load_course([content.root]))
    before.close()
    held = cli("check", "1003", "--format", "json")
    assert (held.code, held.json["status"]) == (0, "current")

    content.swap(content.module / "module.yaml", 'version: "1.0"\n', WRITTEN.format("M90.O1", SAID))
    content.swap(content.module / REASON[0], REASON[1], REASON[2])
    assert cli("learn", "--plain", stdin="q\n").code == 0
    superseded = cli("check", "1003")
    assert (superseded.code, "superseded" in superseded.out) == (6, True)
    assert "See what is new in version 2 and answer 4 questions" in cli("status").out
    assert "+ now: " in cli("learn", "M90", "--plain", stdin="q\n").out
    assert cli("check", "1003").code == 6, "reading alone attests nothing"

    after = at_the_keyboard(db, content)
    assert "what is new: passed." in sit(after, until_done(), "M90", check=True)[1]
    after.close()
    again = cli("check", "1003", "--format", "json")
    assert again.code == 0
    assert again.json == held.json, "valid for as long as before"
    assert cli("evidence", "verify").code == 0
    assert ",2.0," in cli("report", "completion", "--format", "csv").out
