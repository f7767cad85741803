"""The files for systemd: what systemd's own tools say of them, and what must not be lost from them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from trainer import paths
from trainer.errors import InputError
from trainer.service.host.install import ACCOUNT, STATE, files, hidden

PROGRAM = Path("/opt/trainer/bin/trainer")
MOST_EXPOSED = 1.0
"""Of 10, by systemd-analyze security: up to 1.9 it calls a service safe."""


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not here")


@pytest.fixture(autouse=True)
def where_a_host_has_it(clean_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """All other tests look away from the machine's own service."""
    monkeypatch.setattr(paths, "HOST_SOCKET", Path("/run/trainer/trainer.sock"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with the files where an administrator puts them, and something that stands for the program."""
    places = {
        "trainer.service": "etc/systemd/system/trainer.service",
        "trainer.socket": "etc/systemd/system/trainer.socket",
        "trainer.sysusers.conf": "etc/sysusers.d/trainer.conf",
        "trainer.tmpfiles.conf": "etc/tmpfiles.d/trainer.conf",
    }
    made = files(PROGRAM)
    assert made.keys() == places.keys()
    for name, text in made.items():
        path = tmp_path / places[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    program = tmp_path / PROGRAM.relative_to("/")
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return tmp_path


def ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def values(text: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def test_the_service_gets_its_own_records_and_account() -> None:
    service = files(PROGRAM)["trainer.service"]
    assert values(service, "ExecStart") == [f"{PROGRAM} --db {STATE}/trainer.db serve"]
    assert values(service, "User") == values(service, "Group") == [ACCOUNT]
    assert values(service, "Type") == ["notify"]
    assert values(service, "Restart") == ["always"]
    # With it every caller would be nobody.
    assert values(service, "PrivateUsers") == []
    assert "XDG_CONFIG_HOME=/etc/xdg" in service


def test_the_socket_is_the_one_that_is_looked_for_and_open_to_everyone() -> None:
    unit = files(PROGRAM)["trainer.socket"]
    assert values(unit, "ListenStream") == [str(paths.HOST_SOCKET)]
    assert values(unit, "SocketMode") == ["0666"]
    assert values(unit, "DirectoryMode") == ["0755"]
    assert values(unit, "PassCredentials") == ["yes"]


@pytest.mark.parametrize("program", ["/opt/a b/trainer", "/opt/%h/trainer", "/opt/$X/trainer", '/opt/"/t', "trainer"])
def test_a_program_that_no_unit_can_name(program: str) -> None:
    with pytest.raises(InputError, match="A unit cannot name the program"):
        files(Path(program))


def test_what_lies_in_a_home_is_hidden_from_the_service() -> None:
    homes = (Path("/home/ana/.venv/bin/trainer"), Path("/root/python3"))
    assert hidden((*homes, PROGRAM, Path("/usr/bin/python3"), Path("/homes/x"))) == homes


@needs("systemd-analyze")
def test_systemd_takes_the_units(root: Path) -> None:
    units = [root / "etc/systemd/system" / name for name in ("trainer.service", "trainer.socket")]
    # What it misses in this root are other packages' units; what it says of ours names a line of theirs.
    said = ran("systemd-analyze", "verify", f"--root={root}", *units).stderr
    assert not re.findall(r"^.*trainer\.(?:service|socket):\d+:.*$", said, re.MULTILINE)


@needs("systemd-analyze")
def test_the_service_is_hardly_exposed(root: Path) -> None:
    done = ran("systemd-analyze", "security", "--offline=yes", f"--root={root}", "--no-pager", "trainer.service")
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze looks at running services only")
    found = re.search(r"Overall exposure level for trainer\.service: ([\d.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= MOST_EXPOSED


@needs("systemd-sysusers")
@needs("systemd-tmpfiles")
def test_the_account_and_its_folders(root: Path) -> None:
    done = ran("systemd-sysusers", f"--root={root}", "trainer.conf")
    assert done.returncode == 0, done.stderr
    name, _, uid, gid, _, home, shell = (root / "etc/passwd").read_text().strip().split(":")
    assert (name, home) == (ACCOUNT, str(STATE))
    assert shell.endswith("nologin")
    made = ran("systemd-tmpfiles", "--create", f"--root={root}", "trainer.conf")
    owned = {Path("var/lib/trainer"): (0o700, int(uid), int(gid)), Path("run/trainer"): (0o755, 0, 0)}
    if "Operation not permitted" in made.stderr:
        pytest.skip("only root can give a folder away")
    for folder, wanted in owned.items():
        assert (root / folder).exists(), made.stderr
        status = (root / folder).stat()
        assert (status.st_mode & 0o7777, status.st_uid, status.st_gid) == wanted
