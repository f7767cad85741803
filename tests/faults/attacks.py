"""A host service under attack: a process of an account of its own, with real records, and people who do no harm.

The records are a real database; a colleague has learnt and was tested, a backup, a checkpoint, a list of the erased and
the signing key are there. The attacker is on the roster, as a learner and nothing else.
"""

from __future__ import annotations

import os
import pkgutil
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from pathlib import Path

import trainer
from tests.faults.accounts import Caught, accounts, as_uid, become, close_all_but
from tests.faults.attacks_office import Besieged
from tests.faults.attacks_wire import Message
from tests.service.examined import examined_course, learn, question_of, right, send
from tests.support import on_turn, tell
from trainer.service.asked import Asked
from trainer.service.host import strict
from trainer.service.host.limits import Limits
from trainer.service.host.log import Log
from trainer.service.host.records import Records
from trainer.service.host.run import run
from trainer.service.pace import AnyPace, Pace
from trainer.service.training import Training, in_process
from trainer.settings import Settings

_DESCRIPTORS = 16_384


@contextmanager
def besieged(limits: Limits | None = None, pace: Pace | None = None) -> Iterator[Besieged]:
    """A service with its people, for as long as the context is open; at a ``pace`` the colleague does nothing yet."""
    with accounts("svc", "mallory", "clara", "boss", "audit") as (service, attacker, colleague, manager, auditor):
        folder = Path(tempfile.mkdtemp(prefix="trnr-", dir="/tmp"))
        office = Besieged(folder, service, attacker, colleague, manager, auditor)
        try:
            _lay_out(office)
            _start(office, limits or Limits(), pace or AnyPace())
            _settle(office)
            if pace is None:
                office.seen = office.by(office.colleague, _work)
            yield office
        finally:
            if office.pid:
                with suppress(ProcessLookupError, ChildProcessError):
                    os.kill(office.pid, signal.SIGKILL)
                    os.waitpid(office.pid, 0)
            shutil.rmtree(folder)


def _lay_out(office: Besieged) -> None:
    """As the unit does it: the records in a folder that is the service's alone, the socket where all may reach it."""
    office.folder.chmod(0o755)
    for folder, mode in ((office.state, 0o700), (office.socket.parent, 0o755)):
        folder.mkdir()
        os.chown(folder, office.service.uid, office.service.gid)
        folder.chmod(mode)


def _import_everything() -> None:
    """Whatever the service or a client may need once they are forked."""
    for found in pkgutil.walk_packages(trainer.__path__, "trainer."):
        if not found.name.startswith(("trainer.tui", "trainer.cli", "trainer.__main__")):
            import_module(found.name)
    later = ("ascii", "idna", "latin_1", "utf_8_sig")
    codecs = [f"encodings.{name}" for name in later]
    for name in (*codecs, "_strptime", "asyncio", "concurrent.futures.thread", "sqlite_utils.migrations", "zoneinfo"):
        import_module(name)
    strict.prepare()
    examined_course()


def _start(office: Besieged, limits: Limits, pace: Pace) -> None:
    _import_everything()
    records = Records(database=office.database, course=examined_course(), settings=Settings(), pace=pace)
    log = office.log.open("w", encoding="utf-8")
    office.log.chmod(0o600)
    office.pid = os.fork()
    if office.pid == 0:
        try:
            close_all_but(log.fileno())
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(_DESCRIPTORS, hard),) * 2)
            os.dup2(log.fileno(), 2)
            sys.stderr = log
            become(office.service.uid, office.service.gid)
            with Caught() as caught:
                run(records, office.socket, limits, Log(log))
            if caught.error is not None:
                traceback.print_exception(caught.error)
        finally:
            os._exit(0)
    log.close()
    until = time.monotonic() + 15
    while '"ready"' not in office.log.read_text(encoding="utf-8"):
        assert time.monotonic() < until, office.log.read_text(encoding="utf-8")
        time.sleep(0.01)


def _settle(office: Besieged) -> None:
    """People, their records, and what an administrator has made by now."""
    people = (
        "id,login,name,email,team,manager,roles\n"
        f"B-1,{office.manager.login},Berta Boss,,Sales,,manager\n"
        f"M-1,{office.attacker.login},Mal Lory,,Sales,B-1,\n"
        f"C-4711,{office.colleague.login},Clara Confidential,clara@secret.example,Legal,,\n"
        f"A-1,{office.auditor.login},Audrey Auditor,,,,auditor\n"
        "G-1,,Gone Girl,,,,\n"
    )
    with closing(office.client()) as root:
        root.people.import_csv("people.csv", people.encode())
        root.compliance.assign("tiny", Asked(everyone=True))
        root.privacy.erase("G-1")
        root.evidence.checkpoint()
    office.by(office.attacker, tell)
    outcome = as_uid(office.service, lambda: _back_up(office))
    assert not outcome.error, outcome


def _work(training: Training) -> Message:
    """What the colleague does before anything happens, and what can be seen of it over the shoulder."""
    learn(training)
    passed = training.learn.record().attempts[0].id
    attempt = training.checks.practise("M90")
    turn = on_turn(training, attempt)
    send(training, turn, right(question_of(turn.question)))
    return {"passed": passed, "open": attempt, "question": on_turn(training, attempt).question}


def _back_up(office: Besieged) -> None:
    with closing(in_process(database=office.database, load=examined_course, settings=Settings())) as training:
        training.keeping.backup(office.state / "backup.db")
