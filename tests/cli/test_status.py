"""``status``: what others decided about the person at the keyboard, in words and in JSON."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli

WHY = "on loan to Finance"


@pytest.fixture
def decided(staffed: Cli) -> Cli:
    """The person at the keyboard is excused, and the end of that was corrected."""
    assert staffed("assign", "tiny", "--everyone").code == 0
    done = staffed("exempt", "1003", "tiny", "--reason", WHY, "--until", "2099-12-31")
    entry = done.out.rpartition("(entry ")[2].strip(")\n")
    assert staffed("correct", entry, "--until", "2098-06-30", "--reason", "back sooner").code == 0
    return staffed


def test_in_words(decided: Cli) -> None:
    ran = decided("status")
    assert ran.code == 0
    lines = ran.out.splitlines()
    at = lines.index("Excused and corrected:")
    assert lines[at + 1].startswith("  Excused from ")
    assert lines[at + 1].endswith(f" until 30 Jun 2098, approved by You: {WHY}")
    assert lines[at + 2].startswith("  Corrected: exemption of tiny: ends on 2098-06-30, by You on ")
    assert lines[at + 2].endswith(": back sooner")


def test_in_json(decided: Cli) -> None:
    said = decided("status", "--format", "json").json
    assert said["schema"] == 1
    (excused,) = said["excused"]
    assert {key: excused[key] for key in ("track", "until", "withdrawn", "reason", "by")} == {
        "track": "tiny", "until": "2098-06-30", "withdrawn": False, "reason": WHY, "by": "You",
    }  # fmt: skip
    (corrected,) = said["corrected"]
    assert (corrected["said"], corrected["reason"]) == ("exemption of tiny: ends on 2098-06-30", "back sooner")


def test_one_that_counts_no_longer_says_so(decided: Cli) -> None:
    entry = decided("exempt", "1003", "tiny", "--reason", "again", "--until", "2099-01-31").out
    number = entry.rpartition("(entry ")[2].strip(")\n")
    assert decided("correct", number, "--withdraw", "--reason", "r" * 1000).code == 0
    out = decided("status").out
    assert "until 31 Jan 2099, which counts no longer, approved by You: again" in out
    assert f": {'r' * 1000}\n" in out


def test_where_nothing_was_decided_nothing_is_said(staffed: Cli) -> None:
    assert "Excused" not in staffed("status").out
    said = staffed("status", "--format", "json").json
    assert (said["excused"], said["corrected"]) == ([], [])
