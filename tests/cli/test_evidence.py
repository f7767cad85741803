"""``trainer evidence`` as an auditor uses it."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import NOON, TINY, Office, StoppedClock, pass_check, read_all, tiny_course
from trainer.cli.main import run


@pytest.fixture
def database(tmp_path: Path) -> Path:
    office = Office(tmp_path / "t.db", StoppedClock(NOON), tiny_course())
    ana = office.training("ana")
    ana.learn.begin()
    ana.people.import_csv("p.csv", b"id,login,name\n1,ana,Ana\n")
    read_all(ana)
    pass_check(ana, office.course)
    ana.close()
    return office.database


def said(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> tuple[str, str]:
    """Standard output and error of a command that must end with that code."""
    assert run(arguments) == code, capsys.readouterr()
    out = capsys.readouterr()
    return out.out, out.err


def test_sound_records_hold(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, 0, "evidence", "verify", "--db", str(database))
    assert out.startswith("Everything holds: 6 entries, root ")
    out, _ = said(capsys, 0, "evidence", "verify", "--db", str(database), "--format", "json")
    found = json.loads(out)
    assert (found["schema"], found["holds"], found["entries"], found["faults"]) == (1, True, 6, [])


def test_an_altered_result_is_named_and_exits_10(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute("UPDATE attempt SET percent = 99")
    out, _ = said(capsys, 10, "evidence", "verify", "--db", str(database))
    assert out == "entry 5 (passed_attempt) does not agree with the attempt's row.\n"


def test_a_receipt_is_checked_without_the_records(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, err = said(capsys, 0, "evidence", "receipt", "6", "--db", str(database))
    key = err.removeprefix("Verifier key: ").strip()
    assert stat.S_IMODE(database.with_name("t.db.key").stat().st_mode) == 0o600
    receipt, elsewhere = tmp_path / "receipt.txt", str(tmp_path / "none.db")
    receipt.write_text(text, encoding="utf-8")
    assert len(text.encode()) < 1000
    out, _ = said(capsys, 0, "evidence", "verify", str(receipt), "--key", key, "--db", elsewhere)
    assert json.loads(out)["entry"]["kind"] == "completion"
    said(capsys, 2, "evidence", "verify", str(receipt), "--db", elsewhere)
    for at in range(25, len(text), 7):
        if text[at] != "\n":
            receipt.write_text(text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :], encoding="utf-8")
            said(capsys, 10, "evidence", "verify", str(receipt), "--key", key, "--db", elsewhere)


def test_a_rewrite_is_found_with_an_older_checkpoint(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = tmp_path / "checkpoint.txt"
    older.write_text(said(capsys, 0, "evidence", "checkpoint", "--db", str(database))[0], encoding="utf-8")
    said(capsys, 0, "assign", "tiny", "--everyone", "--db", str(database), "--content", "tests/fixtures/content")
    out, _ = said(capsys, 0, "evidence", "checkpoint", "--since", str(older), "--db", str(database))
    assert (json.loads(out)["older"], json.loads(out)["entries"]) == (6, 8)
    other = Office(tmp_path / "other.db", StoppedClock(NOON), tiny_course())
    forger = other.training("ana")
    forger.learn.begin()
    read_all(forger)
    pass_check(forger, other.course)
    for _ in range(3):
        pass_check(forger, other.course)
    forger.close()
    database.with_name("t.db.key").rename(tmp_path / "other.db.key")
    said(capsys, 0, "evidence", "verify", "--db", str(other.database))
    _, err = said(capsys, 10, "evidence", "checkpoint", "--since", str(older), "--db", str(other.database))
    assert "the records were rewritten" in err


ALTERED = {
    "UPDATE head SET size = size + 1": "the last one is number 6",
    "UPDATE head SET size = size - 1": "the last one is number 6",
    "DELETE FROM head": "the tree has 0 entries",
    "DELETE FROM node WHERE level = 1 AND n = 2": "is missing",
    "INSERT INTO node VALUES (3, 0, zeroblob(32))": "a node that it cannot have",
}
USES = (
    ("evidence", "checkpoint"),
    ("evidence", "receipt", "6"),
    ("assign", "tiny", "--everyone"),
    ("people", "list"),
    ("report", "completion"),
    ("privacy", "erase", "1"),
    ("privacy", "retention"),
    ("backup", "elsewhere.db"),
    ("learn", "M90", "--plain", "--check"),
)


@pytest.mark.parametrize("how", ALTERED)
def test_whoever_meets_an_altered_tree_is_told_to_verify(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute(how)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"ok\nq\n"), encoding="utf-8"))
    content, told = str(TINY), 0
    for use in USES:
        code = run([*use, "--db", str(database), "--content", content])
        err = capsys.readouterr().err
        assert code in (0, 10), (use, err)
        assert code == 0 or "Run 'trainer evidence verify'" in err, (use, err)
        told += ALTERED[how] in err
    assert told >= 1
    out, _ = said(capsys, 10, "evidence", "verify", "--db", str(database))
    assert out


def test_an_entry_that_was_altered_gets_no_receipt(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = {"payload": "'{}'", "kind": "'roster'", "leaf": "zeroblob(32)"}
    for seq, (column, value) in enumerate(kinds.items(), start=4):
        with closing(sqlite3.connect(database, isolation_level=None)) as conn:
            conn.execute("DROP TRIGGER IF EXISTS entry_is_never_changed")
            conn.execute(f"UPDATE entry SET {column} = {value} WHERE seq = {seq}")
        out, err = said(capsys, 10, "evidence", "receipt", str(seq), "--db", str(database))
        assert (out, "does not fit the tree" in err) == ("", True)
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        assert conn.execute("SELECT count(*) FROM checkpoint").fetchone() == (0,)
        conn.execute("UPDATE entry SET kind = 'nonsense' WHERE seq = 4")
    said(capsys, 10, "evidence", "receipt", "4", "--db", str(database))


@pytest.mark.parametrize("key", ["x", "a+00000000+AAAA", "\udcff+00000000+AAAA", " "])
def test_a_key_that_is_none_is_a_mistake_of_whoever_gave_it(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(said(capsys, 0, "evidence", "receipt", "6", "--db", str(database))[0], encoding="utf-8")
    _, err = said(capsys, 2, "evidence", "verify", str(receipt), "--key", key, "--db", str(database))
    assert "no verifier key" in err


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"PRIVATE+KEY+a+00000000+AAAA\n"])
def test_a_signing_key_that_is_none_is_said_to_be(
    database: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    said(capsys, 0, "evidence", "checkpoint", "--db", str(database))
    database.with_name("t.db.key").write_bytes(data)
    for use in (("verify",), ("checkpoint",), ("receipt", "6")):
        _, err = said(capsys, 10, "evidence", *use, "--db", str(database))
        assert "no signing key" in err


@pytest.mark.parametrize("name", ["0", "7", "-1", "x", "9" * 30, "\udcff"])
def test_an_entry_that_is_not_there(database: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    said(capsys, 2, "evidence", "receipt", "--db", str(database), "--", name)


def test_files_that_are_no_evidence(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad").write_bytes(b"\xff\x00")
    said(capsys, 0, "evidence", "checkpoint", "--db", str(database))
    said(capsys, 10, "evidence", "verify", str(tmp_path / "bad"), "--db", str(database))
    for name in (tmp_path, tmp_path / "none"):
        said(capsys, 2, "evidence", "verify", str(name), "--db", str(database))
