"""Approving a module: an entry with its digest, once for each who answers for it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import Office, StoppedClock, tiny_course
from trainer.errors import InputError


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "t.db", StoppedClock(), tiny_course())


def payloads(office: Office) -> list[dict[str, str]]:
    with closing(sqlite3.connect(office.database)) as conn:
        found = conn.execute("SELECT payload, actor_ref, person_ref FROM entry WHERE kind = 'approval' ORDER BY seq")
        rows = list(found)
    assert all(actor and person is None for _, actor, person in rows)
    return [json.loads(payload) for payload, _, _ in rows]


def test_the_same_approval_twice_is_one(office: Office) -> None:
    (module,) = office.course.modules
    with closing(office.training("lead")) as lead:
        first = lead.compliance.approve("tiny-test-module")
        again = lead.compliance.approve("M90")
    assert (first.new, again.new, again.entry) == (True, False, first.entry)
    assert (first.module, first.version, first.digest) == (module.id, module.version, module.digest)
    assert payloads(office) == [{"module": "M90", "version": module.version, "digest": module.digest}]


def test_other_content_and_another_person_are_approvals_of_their_own(office: Office) -> None:
    with closing(office.training("lead")) as lead:
        lead.compliance.approve("M90")
    with closing(office.training("second")) as second:
        assert second.compliance.approve("M90").new
    (module,) = office.course.modules
    changed = replace(module, digest="1" * 64, version="1.1")
    office.course = replace(office.course, modules=(changed,))
    with closing(office.training("lead")) as lead:
        assert lead.compliance.approve("M90").new
        assert not lead.evidence.verify().faults
    assert [said["version"] for said in payloads(office)] == ["1.0", "1.0", "1.1"]


def test_what_is_not_there(office: Office) -> None:
    with closing(office.training("lead")) as lead, pytest.raises(InputError):
        lead.compliance.approve("M99")
