"""``correct``: of entries of every kind, what may be corrected and what says what happened and stays."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Shell
from tests.service.examined import examined_course, go, learn, right
from tests.service.versions import second
from tests.support import Office, StoppedClock, fail_check, pass_check
from trainer.records.entries import Kind
from trainer.service import identity
from trainer.service.asked import Asked

WHY = ("--reason", "a slip of the pen")
OPTIONS = (("--due", "2031-01-31"), ("--until", "2031-01-31"), ("--completed-on", "2025-01-31"), ("--withdraw",))
"""In this order: what is withdrawn cannot be corrected any more."""
MAY = {
    "assignment": {"--due", "--withdraw"},
    "exemption": {"--until", "--withdraw"},
    "completion": {"--withdraw"},
    "certification": {"--withdraw"},
    "attestation": {"--withdraw"},
    "completion imported": {"--completed-on", "--withdraw"},
    "certification imported": {"--completed-on", "--withdraw"},
}
"""Every other kind: nothing."""


def entries(db: Path) -> dict[str, tuple[int, str]]:
    """The newest entry of each kind, imported ones apart: number and id."""
    with closing(sqlite3.connect(db)) as conn:
        found = conn.execute("SELECT kind, payload, seq, id FROM entry ORDER BY seq").fetchall()
    return {kind + " imported" * ('"imported"' in payload): (seq, name) for kind, payload, seq, name in found}


def status(cli: Cli, person: str, *options: str) -> str:
    return str(cli("check", person, "--format", "json", *options).json["status"])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    second(tmp_path / "newer")
    return tmp_path / "newer"


@pytest.fixture
def places(db: Path, content: Path) -> Sequence[str]:
    return ("--db", str(db), "--content", str(content))


@pytest.fixture
def lived(db: Path, content: Path, cli: Cli, tmp_path: Path) -> Cli:
    """Records with an entry of every kind."""
    db.parent.mkdir()
    me = identity.login()
    office = Office(db, StoppedClock(dt.datetime.now(dt.UTC) - dt.timedelta(days=2)), examined_course())
    with closing(office.training(me)) as mine:
        people = f"id,login,name,team\n1,{me},You,Sales\n2,bo,Bo,Sales\n3,cy,Cy,Sales\n"
        mine.people.import_csv("p.csv", people.encode())
        mine.compliance.assign("tiny", Asked(everyone=True))
        learn(mine)
        go(mine, mine.checks.certify("tiny"), right)
    office.course = second(tmp_path / "again")
    with closing(office.training(me)) as mine, closing(office.training("bo")) as bo:
        mine.compliance.approve("M90")
        pass_check(mine, office.course)
        fail_check(bo, office.course)
    past = "id,track,module,completed_on\n2,tiny,,2024-01-31\n2,,M90,2024-01-31\n"
    for command in (
        ("exempt", "2", "tiny", "--until", "2031-01-01", *WHY),
        ("allow-retry", "2", "M90", *WHY),
        ("people", "import-history", "-"),
        ("report", "completion"),
        ("correct", "1", *WHY, "--withdraw"),
        ("privacy", "erase", "3"),
        ("privacy", "retention"),
        ("backup", str(tmp_path / "b.db")),
        ("restore", str(tmp_path / "b.db"), "--force"),
        ("assign", "tiny", "--person", "2", "--due", "2030-01-31"),
        ("correct", "tiny", *WHY, "--withdraw"),
    ):
        ran = cli(*command, stdin=past)
        assert ran.code == (2 if command[0] == "correct" else 0), ran
    cli("exempt", "2", "tiny", "--until", "2031-06-30", *WHY)
    cli("correct", str(entries(db)["exemption"][0]), *WHY, "--until", "2031-05-31")
    return cli


def test_what_may_be_corrected_of_each_kind(lived: Cli, db: Path) -> None:
    there = entries(db)
    assert {name.partition(" ")[0] for name in there} == set(Kind)
    assert {"completion", "certification"} < set(there)
    for kind, (number, name) in there.items():
        for option, *value in OPTIONS:
            # By its number and by its id in turn.
            ran = lived("correct", name if option == "--due" else str(number), option, *value, *WHY)
            assert "Traceback" not in ran.err
            if option in MAY.get(kind, ()):
                assert (ran.code, ran.err) == (0, ""), (kind, option, ran)
                kept = kind.partition(" ")[0]
                assert ran.out.startswith("corrected by entry ")
                assert f": {kept} of entry {number}: " in ran.out
                assert ran.out.rstrip().endswith(value[0] if value else "withdrawn")
            else:
                assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), (kind, option, ran)
                assert f"Entry {number} " in ran.err
    assert lived("evidence", "verify").code == 0


def test_a_kind_that_stays_says_so_and_another_names_what_would_do(lived: Cli, db: Path) -> None:
    there = entries(db)
    said = lived("correct", str(there["roster"][0]), "--withdraw", *WHY).err
    assert said.endswith("Such an entry says what happened, and stays.\n")
    said = lived("correct", str(there["exemption"][0]), "--due", "2031-01-31", *WHY).err
    assert said.endswith("For this entry: --withdraw, --until.\n")
    said = lived("correct", str(there["completion"][0]), "--completed-on", "2025-01-31", *WHY).err
    assert said.endswith("was earned here; its day is a fact. Use --withdraw, if it is void.\n")
    number = str(there["certification imported"][0])
    assert "is yet to come" in lived("correct", number, "--completed-on", "2999-01-31", *WHY).err
    assert lived("correct", number, "--withdraw", *WHY).code == 0
    said = lived("correct", number, "--withdraw", *WHY).err
    assert said == f"Entry {number} was withdrawn already. Record what holds anew.\n"


def test_a_correction_counts_from_the_day_it_was_made(lived: Cli, db: Path) -> None:
    yesterday = str(dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1))
    assert status(lived, "1") == "current"
    for kind in ("attestation", "completion"):
        assert lived("correct", str(entries(db)[kind][0]), "--withdraw", *WHY).code == 0
    assert status(lived, "1") != "current"
    assert status(lived, "1", "--as-of", yesterday) == "current"


def test_each_correction_does_what_it_says(lived: Cli, db: Path) -> None:
    there = entries(db)
    number = str(there["exemption"][0])
    assert status(lived, "2") == "exempt"
    (held,) = lived("check", "2", "--format", "json").json["tracks"]
    assert held["valid_until"] == "2031-05-31"
    lived("correct", number, "--until", "2031-02-28", *WHY)
    (held,) = lived("check", "2", "--format", "json").json["tracks"]
    assert held["valid_until"] == "2031-02-28"
    # Both of the exemptions have to go before anything is asked again.
    assert lived("correct", number, "--withdraw", *WHY).code == 0
    (held,) = lived("check", "2", "--format", "json").json["tracks"]
    assert held["valid_until"] == "2031-01-01"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none", "--withdraw"], "There is no entry 'none'."),
        (["0", "--withdraw"], "There is no entry '0'."),
        (["9223372036854775808", "--withdraw"], "There is no entry '9223372036854775808'."),
        (["1_0", "--withdraw"], "There is no entry '1_0'."),
        (["\u0663", "--withdraw"], "There is no entry"),
        (["", "--withdraw"], "There is no entry ''."),
        (["\x1b[31m\u202e", "--withdraw"], "There is no entry"),
        (["1"], "Use one of --withdraw, --due, --until, --completed-on."),
        (["1", "--withdraw", "--due", "2031-01-31"], "Use one of"),
        (["1", "--due", "2031-02-30"], "'2031-02-30' is no date; write it as 2027-01-31."),
        (["1", "--until", "20310131"], "'20310131' is no date"),
        (["1", "--completed-on", "2031-W01-1"], "'2031-W01-1' is no date"),
    ],
)
def test_what_is_refused(staffed: Cli, db: Path, arguments: list[str], said: str) -> None:
    before = entries(db)
    ran = staffed("correct", *arguments, *WHY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not {"\x1b", "\u202e"} & set(ran.err)
    assert {kind: entry for kind, entry in entries(db).items() if kind not in ("track", "content")} == {
        kind: entry for kind, entry in before.items() if kind not in ("track", "content")
    }


def test_an_entry_and_a_reason_that_are_no_text(staffed: Cli, shell: Shell) -> None:
    for arguments in ((b"\xff", b"--reason", b"a"), (b"1", b"--reason", b"\xff")):
        ran = shell(b"correct", b"--withdraw", *arguments)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran


def test_the_reason_stands_beside_the_entry_and_not_in_it(lived: Cli, db: Path) -> None:
    number = entries(db)["assignment"][0]
    lived("correct", str(number), "--due", "2031-01-31", "--reason", "typed the year of the party")
    with closing(sqlite3.connect(db)) as conn:
        payloads = [json.loads(row[0]) for row in conn.execute("SELECT payload FROM entry WHERE kind = 'correction'")]
        kept = [row[0] for row in conn.execute("SELECT text FROM reason")]
    assert "typed the year of the party" in kept
    assert "party" not in json.dumps(payloads)
    assert payloads[-1].keys() == {"entry", "what", "value", "reason"}
