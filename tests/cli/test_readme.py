"""The README is true of the command line: each command in it exists and takes those options, each code means that."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from trainer.cli.commands.check import _CODES
from trainer.cli.main import root
from trainer.errors import ExitCode
from trainer.service.history_file import COLUMNS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
_CALL = re.compile(r"^(?:.*[(])?(?:sudo (?:-u trainer )?)?trainer (.*)$")
_SHELL = {"|", ">", "<", ")", "||", "&&", ";"}


def command_lines() -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL):
        for line in block.splitlines():
            if found := _CALL.search(line.partition("  #")[0]):
                yield found[1].strip()


def parsed(line: str) -> None:
    """Read the arguments of the command that a line calls, and do nothing."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = list(itertools.takewhile(lambda word: word not in _SHELL, lexer))
    while words and words[0].startswith("--"):
        # A global option and its value.
        del words[:2]
    group: click.Group = root
    context = click.Context(root, info_name="trainer")
    while words:
        _, found, words = group.resolve_command(context, words)
        assert found is not None
        if not isinstance(found, click.Group):
            found.make_context(found.name, words, parent=context)
            return
        group, context = found, click.Context(found, parent=context, info_name=found.name)


@pytest.mark.parametrize("line", sorted(set(command_lines())))
def test_each_command_of_the_readme_is_one(line: str) -> None:
    parsed(line)


def test_a_command_that_is_none_would_be_found() -> None:
    for wrong in (
        "report complete",
        "people import",
        "exempt 1003 all-staff --until 2027-03-31",
        "status --fromat json",
    ):
        with pytest.raises(click.UsageError):
            parsed(wrong)


def test_the_table_has_each_exit_code_and_status() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*?) ?\| ", README, re.MULTILINE)
    assert [int(code) for code, _ in rows] == sorted(ExitCode)
    said = {status: int(code) for code, statuses in rows for status in re.findall(r"`(\w+)`", statuses)}
    assert said == {str(status): int(code) for status, code in _CODES.items()}


def test_the_history_file_has_the_columns_that_are_shown() -> None:
    shown = re.search(r"```csv\n(.*?)\n", README)
    assert shown is not None
    assert tuple(shown[1].split(",")) == COLUMNS
