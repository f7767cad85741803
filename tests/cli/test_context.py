"""The composition root: which content, settings and records a command gets, and what it says of wrong ones."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import platformdirs
import pytest

from tests.cli.conftest import Cli, Ran
from tests.support import TINY
from trainer import paths
from trainer.cli.main import run


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    capsys.readouterr()
    code = run(arguments)
    shown = capsys.readouterr()
    return Ran(code, shown.out, shown.err)


@pytest.mark.parametrize(("made", "missing"), [([], "modules"), (["modules"], "question_banks")])
def test_a_content_folder_must_hold_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], made: list[str], missing: str
) -> None:
    for name in made:
        (tmp_path / name).mkdir()
    ran = call(capsys, "--content", str(tmp_path), "content", "list")
    assert (ran.code, ran.out) == (2, "")
    assert missing in ran.err
    assert "Name the folder that holds 'modules' and 'question_banks'." in ran.err


def test_content_and_database_from_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_CONTENT", str(TINY))
    monkeypatch.setenv("TRAINER_DB", str(tmp_path / "env.db"))
    assert "M90" in call(capsys, "content", "list").out
    assert str(tmp_path / "env.db") in call(capsys, "status").err


def test_the_shipped_content_is_there_without_being_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert "M04" in call(capsys, "content", "list").out


def test_a_settings_file_that_was_named_must_exist(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("--config", str(tmp_path / "none.toml"), "status").code == 2
    monkeypatch.setenv("TRAINER_CONFIG", str(tmp_path / "none.toml"))
    ran = cli("status")
    assert ran.code == 2
    assert "none.toml" in ran.err


def test_a_misspelt_setting_is_said(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "trainer.toml"
    file.write_text("organization = 'x'\n", encoding="utf-8")
    ran = cli("--config", str(file), "status")
    assert ran.code == 2
    assert "organization" in ran.err


def test_an_overlay_lies_beside_its_settings_file(cli: Cli, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "ours")
    module = tmp_path / "ours" / "modules" / "tiny-test-module" / "module.yaml"
    module.write_text(module.read_text(encoding="utf-8").replace("A tiny module", "Our own"), encoding="utf-8")
    file = tmp_path / "trainer.toml"
    file.write_text("overlay = 'ours'\n", encoding="utf-8")
    assert "Our own" in cli("--config", str(file), "content", "list").out
    file.write_text("overlay = 'none'\n", encoding="utf-8")
    ran = cli("--config", str(file), "content", "list")
    assert ran.code == 2
    assert "overlay" in ran.err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("named", ["", "  ", "/somewhere/else", "~/mine"])
def test_the_short_way_to_a_place_leads_where_platformdirs_does(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_DIRS"):
        monkeypatch.setenv(variable, named)
    dirs = platformdirs.PlatformDirs(paths.APP, appauthor=False)
    assert paths.cache_dir() == dirs.user_cache_path
    assert paths.database(environ=os.environ) == (dirs.user_data_path / "trainer.db").resolve()
    assert paths.settings_files(environ=os.environ) == (
        dirs.user_config_path / "trainer.toml",
        dirs.site_config_path / "trainer.toml",
    )
