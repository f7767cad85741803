"""``content preview``: the learner's view of a draft, recording nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.content.clean_course import Clean, build
from trainer.cli.commands import content_preview
from trainer.content.source import ContentRoot
from trainer.tui import preview as shown
from trainer.tui.preview import Place


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    return build(tmp_path / "content")


def test_a_draft_is_read_and_nothing_is_recorded(cli: Cli, clean: Clean, db: Path, tmp_path: Path) -> None:
    ran = cli("content", "preview", "M50", "--plain", "--dir", str(clean.folder), stdin="\n" * 3)
    assert ran.code == 0
    assert "Lesson 1 of 1: An honest answer" in ran.out
    assert not db.exists()
    assert not list(tmp_path.rglob("preview.db"))


def test_a_draft_that_does_not_load_says_why(cli: Cli, clean: Clean) -> None:
    clean.put(clean.lesson, "minutes: 3", "minuets: 3")
    ran = cli("content", "preview", "--plain", "--dir", str(clean.folder))
    assert ran.code == 2
    assert "unknown field `minuets`" in ran.err


def test_watching_needs_the_terminal_ui(cli: Cli, clean: Clean) -> None:
    assert cli("content", "preview", "--plain", "--watch", "--dir", str(clean.folder)).code == 2


class TestWatching:
    """Opened anew, with the screens left out."""

    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(content_preview, "wants_plain", lambda: False)

    def test_a_slip_is_told_and_waited_for(self, cli: Cli, clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[Place] = []

        def look(made: object, at: Place, stale: object) -> tuple[int, Place | None]:
            del made, stale
            opened.append(at)
            if len(opened) == 1:
                clean.put(clean.lesson, "minutes: 3", "minuets: 3")
                return 0, Place(module="M50", lesson="M50.L1", block=2)
            return 7, None

        def mend(_: float) -> None:
            clean.put(clean.lesson, "minuets: 3", "minutes: 3")

        monkeypatch.setattr(shown, "preview", look)
        monkeypatch.setattr("time.sleep", mend)
        ran = cli("content", "preview", "M50", "--watch", "--dir", str(clean.folder))
        assert ran.code == 7
        assert opened == [Place(module="M50"), Place(module="M50", lesson="M50.L1", block=2)]
        assert "unknown field `minuets`" in ran.err
        assert "It opens once that is mended." in ran.err

    def test_a_lesson_that_is_gone_leads_to_its_module(
        self, cli: Cli, clean: Clean, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[Place] = []

        def look(made: object, at: Place, stale: object) -> tuple[int, Place | None]:
            del made, stale
            opened.append(at)
            return 0, Place(module="M50", lesson="M50.L9") if len(opened) == 1 else None

        monkeypatch.setattr(shown, "preview", look)
        assert cli("content", "preview", "--watch", "--dir", str(clean.folder)).code == 0
        assert opened == [Place(), Place(module="M50")]

    def test_files_are_looked_at_only_where_asked(self, clean: Clean) -> None:
        roots: list[ContentRoot] = [clean.root]
        _, seen = content_preview._loaded(roots, wait=False)
        assert not content_preview._changed(roots, seen)
        clean.put(clean.lesson, "Mireille stands", "Mireille sits")
        assert content_preview._changed(roots, seen)
        assert not content_preview._changed(roots, "")
