"""Many processes at once: first starts on one new file, and writers that all want the same thing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.support import TINY, Office, StoppedClock, tiny_course
from trainer.records.schema import LATEST

ROOT = Path(__file__).parents[2]
STARTS = 40
WRITERS = 12
CROWD = 100
_START = """
import sys
from pathlib import Path
from trainer.records.store import open_store
store = open_store(Path(sys.argv[1]), create=True)
with store.write():
    store.insert("person", {"ref": sys.argv[2], "same_as": None})
"""
_ANSWER = """
import sys, uuid
from pathlib import Path
from trainer.content.library import load_course
from trainer.content.source import ContentRoot
from trainer.errors import Conflict
from trainer.service.check_views import Presented
from trainer.service.training import in_process
from trainer.settings import Settings
content = Path(sys.argv[2])
course = load_course([ContentRoot(content / "modules", content / "question_banks")])
training = in_process(database=Path(sys.argv[1]), load=lambda: course, settings=Settings(), login="ana")
training.learn.begin()
training.privacy.acknowledge(training.privacy.notice().digest)
try:
    attempt = training.checks.start("M90")
except Conflict:
    # Whoever comes after two failed attempts has to read first.
    sys.exit()
while isinstance(asked := training.checks.question(attempt), Presented):
    try:
        training.checks.answer(attempt, asked.question, [asked.asked.choices[0].id], uuid.uuid4().hex)
    except Conflict:
        continue
"""

_MIXED = """
import sys, uuid
from pathlib import Path
from trainer.content.library import load_course
from trainer.content.source import ContentRoot
from trainer.service.check_views import Presented
from trainer.service.asked import Asked
from trainer.service.training import in_process
from trainer.settings import Settings
content, number = Path(sys.argv[2]), int(sys.argv[3])
course = load_course([ContentRoot(content / "modules", content / "question_banks")])
login = "root" if number % 3 else f"learner{number}"
training = in_process(database=Path(sys.argv[1]), load=lambda: course, settings=Settings(), login=login)
if number % 3 == 1:
    training.people.import_csv("new.csv", f"id,name\\nN{number},New {number}\\n".encode())
elif number % 3 == 2:
    training.compliance.assign("tiny", Asked(team=f"T{number}"))
else:
    training.privacy.acknowledge(training.privacy.notice().digest)
    attempt = training.checks.start("M90")
    while isinstance(asked := training.checks.question(attempt), Presented):
        training.checks.answer(attempt, asked.question, [asked.asked.choices[0].id], uuid.uuid4().hex)
training.close()
"""


def crowd(code: str, count: int, *arguments: str) -> list[int]:
    """Start so many processes at once; their exit codes."""
    running = [
        subprocess.Popen([sys.executable, "-c", code, *arguments, str(number)], cwd=ROOT) for number in range(count)
    ]
    return [process.wait(timeout=120) for process in running]


def count(database: Path, sql: str) -> int:
    conn = sqlite3.connect(database)
    try:
        return int(conn.execute(sql).fetchone()[0])
    finally:
        conn.close()


def test_forty_first_starts_on_one_file_all_succeed(tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    assert crowd(_START, STARTS, str(database)) == [0] * STARTS
    assert count(database, "SELECT count(*) FROM person") == STARTS
    assert count(database, "SELECT count(*) FROM _sqlite_migrations") == LATEST


def test_a_dozen_windows_on_one_attempt_answer_each_question_once(tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    assert crowd(_ANSWER, WRITERS, str(database), str(TINY)) == [0] * WRITERS
    doubled = "SELECT count(*) FROM (SELECT 1 FROM response GROUP BY attempt, question HAVING count(*) > 1)"
    assert count(database, doubled) == 0
    assert count(database, "SELECT count(*) FROM attempt WHERE state = 'open'") == 0
    assert count(database, "SELECT count(*) FROM response") == 10 * count(database, "SELECT count(*) FROM attempt")
    assert count(database, "SELECT count(*) FROM person") == 1


def test_a_hundred_processes_write_at_once_and_none_fails(tmp_path: Path) -> None:
    office = Office(tmp_path / "t.db", StoppedClock(), tiny_course())
    teams = "".join(f"S{n},,Somebody {n},T{n}\n" for n in range(CROWD))
    with closing(office.training("root")) as admin:
        admin.people.import_csv("staff.csv", f"id,login,name,team\n{teams}".encode())
    begun = time.monotonic()
    assert crowd(_MIXED, CROWD, str(office.database), str(TINY)) == [0] * CROWD
    took = time.monotonic() - begun
    database, third = office.database, CROWD // 3
    learners = CROWD - 2 * third
    assert count(database, "SELECT count(*) FROM vault WHERE id LIKE 'N%'") == third
    assert count(database, "SELECT count(*) FROM assignment") == third
    assert count(database, "SELECT count(*) FROM response") == 10 * learners
    assert count(database, "SELECT count(DISTINCT person) FROM attempt WHERE state <> 'open'") == learners
    with closing(office.training("root")) as admin:
        assert admin.evidence.verify().faults == ()
    print(f"\n  {CROWD} processes in {took:.0f} s: {10 * learners} answers, {2 * third} other writes, 0 failed, 0 lost")
