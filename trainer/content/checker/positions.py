"""Where in the file keys stand among their options: at each place about as often (rubric 4.1.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from trainer.content.checker.balance import FEWEST
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule
from trainer.content.questions import Question, Single

SHARES_OF_FOUR = (0.15, 0.35)
"""Least and most share of the keys at one place, of questions with four options."""
FEWEST_FOR_SHARES = 20
"""Questions from which on these shares are held to: among fewer, a question more or less crosses them."""
_CRITICAL = {1: 3.841, 2: 5.991, 3: 7.815, 4: 9.488, 5: 11.070, 6: 12.592, 7: 14.067}
"""Chi-square at p = 0.05, by degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4)."""


def key_places(questions: Sequence[Question]) -> dict[int, list[int]]:
    """By the number of their options, for the ``single`` questions: how many keys stand first, second, and so on."""
    places: dict[int, Counter[int]] = {}
    for question in questions:
        if isinstance(question, Single):
            at = next(n for n, option in enumerate(question.options) if option.key)
            places.setdefault(len(question.options), Counter())[at] += 1
    return {count: [found[at] for at in range(count)] for count, found in sorted(places.items())}


def balanced(counts: Sequence[int]) -> bool:
    """Whether so many keys at each place may stand there by chance (p above 0.05), and, of four, within the shares."""
    total = sum(counts)
    fair = total / len(counts)
    chi_square = sum((count - fair) ** 2 / fair for count in counts)
    shared = len(counts) == 4 and total >= FEWEST_FOR_SHARES
    least, most = SHARES_OF_FOUR if shared else (0, 1)
    return chi_square < _CRITICAL[len(counts) - 1] and all(least * total <= n <= most * total for n in counts)


def _unbalanced(checked: Checked) -> Iterator[Found]:
    for module, questions in checked.banks():
        for options, counts in key_places(questions).items():
            if sum(counts) >= FEWEST and not balanced(counts):
                said = ", ".join(f"place {at} in {count}" for at, count in enumerate(counts, start=1))
                what = f"of {sum(counts)} single questions of {module.id} with {options} options the key is at {said}"
                yield Found((questions[0].id,), what)


RULES = (
    Rule(
        id="key-position",
        severity=Severity.ERROR,
        says="The keys of a bank's `single` questions stand equally often at each place: of four, in 15 to 35 percent.",
        why="Learners see options shuffled, but whoever reviews or prints the file learns where the answer stands.",
        mend="Change places in some questions: the order in the file counts. Then give the options their letters anew.",
        source="CURRICULUM 4.1.6",
        find=_unbalanced,
    ),
)
