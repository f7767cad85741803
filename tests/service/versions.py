"""The tiny course in newer versions, and people who hold an older one."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.content.copies import Copy
from tests.support import TINY, Office, pass_check, read_all
from trainer.content.library import load_course
from trainer.content.models import Course
from trainer.service.asked import Asked
from trainer.service.training import Training

ROSTER = b"id,login,name\n001,ana,Ana\n"
SAID = "The reason is asked for in writing now."
WRITTEN = 'version: "2.0"\nchanges:\n  - {{major: 2, objectives: [{0}], said: {1}}}\n'
REASON = ("a-reason-first.md", "Ask for the reason **before** you start.", "Ask for the reason in writing.")
"""File, what it said, what it says now."""


def course(folder: Path, manifest: str, *swaps: tuple[str, str, str]) -> Course:
    """The tiny course with another line for its version, and other words in its lessons."""
    copy = Copy(Path(shutil.copytree(TINY, folder)))
    copy.swap(copy.module / "module.yaml", 'version: "1.0"\n', manifest)
    for name, old, new in swaps:
        copy.swap(copy.module / name, old, new)
    return load_course([copy.root])


def second(folder: Path, *objectives: str) -> Course:
    """Version 2.0, which changed the first lesson, and so these objectives."""
    return course(folder, WRITTEN.format(", ".join(objectives or ("M90.O1",)), SAID), REASON)


def complete(training: Training, office: Office) -> None:
    """On the roster, the tiny track required, module M90 completed in the version that the office teaches."""
    training.people.import_csv("people.csv", ROSTER)
    training.compliance.assign("tiny", Asked(everyone=True))
    read_all(training)
    pass_check(training, office.course)


def later(office: Office, newer: Course, login: str = "ana") -> Training:
    """The same person once the office teaches that."""
    office.course = newer
    training = office.training(login)
    training.learn.begin()
    return training
