"""The certificate from my record: a key, then a file that can be checked."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.service.examined import examined_course, go, learn, right
from tests.support import Office, StoppedClock, pass_check, tiny_course
from tests.tui.conftest import Opened
from tests.tui.screens import press, screen_name, shown
from trainer.errors import EvidenceError
from trainer.service.asked import Asked
from trainer.service.training import Training


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which Trainer was started."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), examined_course())


@pytest.fixture
def training(office: Office) -> Training:
    """Ana on the roster, the track with its examination assigned, the module completed."""
    made = office.training("ana")
    made.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    made.compliance.assign("tiny", Asked(everyone=True))
    learn(made)
    return made


def pass_examination(training: Training) -> None:
    go(training, training.checks.certify("tiny"), right)


def told(pilot: Pilot[int]) -> str:
    """What the screen was told to say beside itself, before it is broken into lines."""
    return " ".join(each.message for each in pilot.app._notifications)


async def test_it_is_written_where_trainer_was_started(opened: Opened, training: Training, here: Path) -> None:
    pass_examination(training)
    async with opened() as pilot:
        await press(pilot, "m")
        assert "c Certificate" in shown(pilot).splitlines()[-1]
        await press(pilot, "c")
        (file,) = here.iterdir()
        assert file.name == "certificate-tiny-2026-07-01.html"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.name in shown(pilot)
        assert f"Wrote {file.name} to {here}." in told(pilot)
        assert f"trainer evidence verify {file.name}" in told(pilot)
        assert screen_name(pilot) == "RecordScreen"
    assert training.evidence.verify_file(file.read_bytes().decode(), "").page["name"] == "Ana"
    assert file.read_text(encoding="utf-8") == training.evidence.certificate().html


async def test_no_file_is_written_over(opened: Opened, training: Training, here: Path) -> None:
    pass_examination(training)
    mine = here / "certificate-tiny-2026-07-01.html"
    mine.write_text("mine")
    # A link that leads nowhere is somebody's all the same.
    (here / "certificate-tiny-2026-07-01-2.html").symlink_to(here / "elsewhere")
    async with opened() as pilot:
        await press(pilot, "m", "c", "c")
    assert mine.read_text() == "mine"
    assert not (here / "elsewhere").exists()
    third, fourth = (here / f"certificate-tiny-2026-07-01-{n}.html" for n in (3, 4))
    assert third.read_bytes() == fourth.read_bytes() == training.evidence.certificate().html.encode()
    assert len(list(here.iterdir())) == 4


async def test_before_the_examination_it_says_what_is_missing(opened: Opened, training: Training, here: Path) -> None:
    async with opened() as pilot:
        await press(pilot, "m", "c")
        assert "pass the examination of Tiny track first" in told(pilot)
    assert list(here.iterdir()) == []


async def test_what_goes_wrong_is_said(
    opened: Opened, training: Training, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pass_examination(training)

    def altered(*_anything: object) -> None:
        raise EvidenceError("The records were altered.", "Run 'trainer evidence verify'.")

    async with opened() as pilot:
        await press(pilot, "m")
        with monkeypatch.context() as patch:
            patch.setattr(training.evidence, "certificate", altered)
            await press(pilot, "c")
        assert "The records were altered." in shown(pilot)
        here.rmdir()
        await press(pilot, "c")
        assert "cannot be written" in told(pilot)
        assert "--output" not in told(pilot)
        assert screen_name(pilot) == "RecordScreen"


class TestWithoutExamination:
    """Where no track asks for an examination."""

    @pytest.fixture
    def office(self, tmp_path: Path) -> Office:
        return Office(tmp_path / "t.db", StoppedClock(), tiny_course())

    @pytest.fixture
    def training(self, office: Office) -> Training:
        made = office.training("ana")
        made.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
        made.compliance.assign("tiny", Asked(everyone=True))
        pass_check(made, office.course)
        return made

    async def test_the_key_is_not_shown_and_does_nothing(self, opened: Opened, here: Path) -> None:
        async with opened() as pilot:
            await press(pilot, "m")
            before = shown(pilot)
            assert "Certificate" not in before
            await press(pilot, "c")
            assert shown(pilot) == before
        assert list(here.iterdir()) == []
