"""``trainer certificate``, and ``evidence verify`` of what it wrote."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Shell
from tests.service.examined import examined_course, go, learn, right, rows
from tests.service.hosted import HostedOffice
from tests.support import TINY, Office, StoppedClock, tell
from trainer.records.notes import Signer
from trainer.service import identity
from trainer.service.asked import Asked
from trainer.settings import Settings


@pytest.fixture
def places(db: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    """Named by the environment, which an option overrules."""
    monkeypatch.setenv("TRAINER_DB", str(db))
    monkeypatch.setenv("TRAINER_CONTENT", str(TINY))
    return ()


def certify(office: Office) -> None:
    """Whoever is at the keyboard passes the examination; two colleagues do not, and one of them learns nothing."""
    me = identity.login()
    with closing(office.training(me)) as training:
        tell(training)
        training.people.import_csv("p.csv", f"id,login,name\n1,{me},Ana Petrov\n2,bo,Bo\n".encode())
        training.compliance.assign("tiny", Asked(everyone=True))
        learn(training)
        go(training, training.checks.certify("tiny"), right)


@pytest.fixture
def office(db: Path) -> Office:
    db.parent.mkdir()
    made = Office(db, StoppedClock(), examined_course())
    certify(made)
    return made


def key_in(err: str) -> str:
    return err.rpartition("Verifier key: ")[2].strip()


def test_it_prints_a_page_that_can_be_checked_elsewhere(office: Office, cli: Cli, tmp_path: Path) -> None:
    ran = cli("certificate")
    assert ran.code == 0
    assert ran.out.startswith("<!doctype html>\n")
    assert cli("certificate", "tiny").out == ran.out
    file = tmp_path / "c.html"
    file.write_bytes(ran.out.encode())
    checked = cli("evidence", "verify", str(file), "--key", key_in(ran.err), "--db", str(tmp_path / "none.db"))
    said = checked.json
    assert (checked.code, said["schema"], said["holds"], said["found"]) == (0, 1, True, "certificate")
    assert (said["page"]["name"], said["page"]["title"]) == ("Ana Petrov", "Tiny track")
    assert said["entry"]["kind"] == "certification"
    assert not (tmp_path / "none.db").exists()
    assert cli("evidence", "verify", str(file)).json == said, "the key beside the records is as good"


def test_a_receipt_is_still_said_to_be_one(office: Office, cli: Cli, tmp_path: Path) -> None:
    ((seq,),) = rows(office, "SELECT seq FROM entry WHERE kind = 'certification'")
    file = tmp_path / "receipt.txt"
    file.write_text(cli("evidence", "receipt", str(seq)).out, encoding="utf-8")
    said = cli("evidence", "verify", str(file)).json
    assert (said["found"], said["entry"]["seq"], "page" in said) == ("receipt", seq, False)


def test_a_file_is_one_s_own_and_not_overwritten(office: Office, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.html"
    ran = cli("certificate", "tiny", "--output", str(file))
    assert (ran.code, ran.out) == (0, "")
    assert str(file) in ran.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert cli("evidence", "verify", str(file), "--key", key_in(ran.err)).code == 0
    before = file.read_bytes()
    assert cli("certificate", "--output", str(file)).code == 2
    assert cli("certificate", "--output", str(file), "--force").code == 0
    assert file.read_bytes() == before


def test_standard_output_has_the_same_bytes(office: Office, shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "c.html"
    with file.open("wb") as out:
        assert shell("certificate", stdout=out).code == 0
    assert b"\r" not in file.read_bytes()
    assert shell("evidence", "verify", str(file)).code == 0


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "a visible word": lambda data: data.replace(b"Ana Petrov", b"Eve Petrov"),
    "a score": lambda data: data.replace(b"100 %", b"101 %"),
    "the receipt": lambda data: data.replace(b'\\"percent\\":100.0', b'\\"percent\\":99.0'),
    "line ends of a mail program": lambda data: data.replace(b"\n", b"\r\n"),
    "bytes after the end": lambda data: data + b"<!-- saved -->\n",
    "a mark before the beginning": lambda data: b"\xef\xbb\xbf" + data,
    "half of it": lambda data: data[: len(data) // 2],
    "all but the last byte": lambda data: data[:-1],
    "no text": lambda data: b"\xff" + data,
    "nothing": lambda data: b"",
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_alteration_exits_10_with_a_sentence(office: Office, cli: Cli, tmp_path: Path, how: str) -> None:
    file = tmp_path / "c.html"
    data = cli("certificate").out.encode()
    file.write_bytes(ALTERED[how](data))
    assert file.read_bytes() != data
    ran = cli("evidence", "verify", str(file))
    assert (ran.code, ran.out) == (10, "")
    assert ran.err.count("\n") <= 2
    assert "Traceback" not in ran.err


def test_another_key_does_not_do(office: Office, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.html"
    file.write_bytes(cli("certificate").out.encode())
    other = str(Signer("trainer/00000000", bytes(32)).verifier)
    ran = cli("evidence", "verify", str(file), "--key", other)
    assert (ran.code, "not signed by trainer/00000000" in ran.err) == (10, True)


def test_none_and_no_file_without_the_examination(office: Office, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "c.html"
    for asked in (("none",), ("--person", "2"), ("--entry", "1"), ("--entry", "x"), ("tiny", "--person", "login:bo")):
        ran = cli("certificate", *asked, "--output", str(file))
        assert (ran.code, ran.out) == (2, ""), asked
        assert "no certification" in ran.err
    assert cli("certificate", "--person", "3").code == 8
    assert [path.name for path in tmp_path.iterdir() if "c.html" in path.name] == []


def test_where_there_are_no_records_none_are_made(cli: Cli, db: Path) -> None:
    assert cli("certificate").code == 10
    assert not db.exists()


def test_an_earlier_one_is_printed_by_its_entry(office: Office, cli: Cli) -> None:
    first = cli("certificate").out
    office.clock.forward(days=300)
    with closing(office.training(identity.login())) as training:
        go(training, training.checks.certify("tiny"), right)
    ((one, two),) = rows(office, "SELECT min(entry), max(entry) FROM certification")
    assert cli("certificate", "tiny").out == cli("certificate", "--entry", str(two)).out != first
    assert cli("certificate", "--entry", str(one)).out == first


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[HostedOffice]:
    made = HostedOffice(tmp_path / "host.db", StoppedClock(), examined_course())
    certify(made)
    yield made
    made.stop()


def test_over_the_host_service_it_is_the_same(hosted: HostedOffice, cli: Cli, tmp_path: Path) -> None:
    over = ("--socket", str(hosted.host(Settings()).path(identity.login(), operator=False)))
    ran = cli(*over, "certificate")
    assert ran.code == 0
    assert cli(*over, "certificate").out == ran.out
    file = tmp_path / "c.html"
    file.write_bytes(ran.out.encode())
    theirs = cli(*over, "evidence", "verify", str(file))
    assert theirs.json["page"]["attestation"].startswith("Attested")
    assert cli("evidence", "verify", str(file), "--key", key_in(ran.err)).json == theirs.json
    assert cli(*over, "certificate", "--person", "2").code == 9
    file.write_bytes(ran.out.replace("Ana", "Eve").encode())
    assert cli(*over, "evidence", "verify", str(file)).code == 10


def test_json_of_a_name_that_is_no_ascii_parses(office: Office, cli: Cli, tmp_path: Path) -> None:
    me = identity.login()
    with closing(office.training(me)) as training:
        training.people.import_csv("p.csv", f"id,login,name\n1,{me},Zoë <script>Łęcka\n".encode())
    file = tmp_path / "c.html"
    ran = cli("certificate")
    file.write_bytes(ran.out.encode())
    assert "<script" not in ran.out
    found = json.load(io.StringIO(cli("evidence", "verify", str(file)).out))
    assert found["page"]["name"] == "Zoë <script>Łęcka"
