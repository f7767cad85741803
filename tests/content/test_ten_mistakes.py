"""A bank with ten different mistakes: ten problems, each placed and with a remedy, and nothing loaded."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.content.copies import Copy

GOLDEN = Path(__file__).parent / "golden"


def test_ten_mistakes_give_ten_problems(copy: Copy) -> None:
    shutil.copy(GOLDEN / "ten_mistakes.yaml", copy.bank)
    problems = copy.problems()
    said = "".join(f"{problem}\n".replace(str(copy.bank), "ten_mistakes.yaml") for problem in problems)
    assert said == (GOLDEN / "ten_mistakes.txt").read_text(encoding="utf-8")
    assert len(problems) == 10
    assert all(problem.file == str(copy.bank) for problem in problems)
    assert all(problem.line > 1 and problem.column > 1 and problem.remedy.endswith(".") for problem in problems)


def test_each_problem_stands_below_the_comment_that_names_it(copy: Copy) -> None:
    shutil.copy(GOLDEN / "ten_mistakes.yaml", copy.bank)
    lines = (GOLDEN / "ten_mistakes.yaml").read_text(encoding="utf-8").split("\n")
    found = []
    for problem in copy.problems():
        comments = [line for line in lines[: problem.line] if re.match(r"  # [0-9]", line)]
        found.append(comments[-1].split()[1])
    assert sorted(found, key=int) == [str(number) for number in range(1, 11)]
