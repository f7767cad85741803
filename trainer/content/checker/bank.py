"""A bank on one page, in words: what a privacy lead wants to know before approving it (CURRICULUM 4.3).

Invariant: each figure is counted by the rule that limits it, and stands beside its limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from trainer.content.checker.balance import LEAST_APPLIED, MOST_LONGEST, applied, extreme_keys
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Finding, Severity
from trainer.content.checker.pools import wanted
from trainer.content.checker.positions import key_places
from trainer.content.checker.prose import grade
from trainer.content.checker.reading import MAX_GRADE, spoken
from trainer.content.checker.review import year_before
from trainer.content.checker.wording import ABSOLUTE, VAGUE, choices, giveaways
from trainer.content.confirmed import assessed, taught
from trainer.content.models import Module
from trainer.content.questions import Question
from trainer.content.vocabulary import FactStatus
from trainer.text import plural


def describe(checked: Checked, findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """Module id to the lines of its page; ``findings`` are those of the same check."""
    return {module.id: tuple(_page(checked, module, questions, findings)) for module, questions in checked.banks()}


def _page(
    checked: Checked, module: Module, questions: Sequence[Question], findings: Sequence[Finding]
) -> Iterator[str]:
    yield f"{module.id} {module.title}, version {module.version}"
    yield _coverage(checked, module)
    yield _pool(module, questions)
    if any(extreme_keys(questions)):
        yield _keys(questions)
    if questions:
        yield _levels(questions)
        yield _words(questions)
    yield _lessons(checked, module)
    yield _law(checked, module)
    yield _review(module, questions)
    yield _findings(checked, module, questions, findings)


def _coverage(checked: Checked, module: Module) -> str:
    lessons, asked = taught(checked.course), assessed(checked.course)
    codes = {code for objective in module.objectives for code in objective.covers}
    codes |= {code for lesson in module.lessons for code in lesson.covers}
    names = [*(objective.id for objective in module.objectives), *sorted(codes)]
    missing = [name for name in names if not (name in lessons and name in asked)]
    share = _percent(len(names) - len(missing), len(names))
    gaps = f" Missing: {', '.join(missing)}." if missing else ""
    return (
        f"Coverage: {share} of its {len(module.objectives)} objectives and {plural(len(codes), 'claim')} are taught and"
        f" assessed, as reviewers confirmed.{gaps}"
    )


def _pool(module: Module, questions: Sequence[Question]) -> str:
    counts = Counter(question.objective for question in questions)
    pools = ", ".join(
        f"{each.id} {counts[each.id]} (needs {wanted(critical=each.critical)})" for each in module.objectives
    )
    types = Counter(question.type for question in questions)
    kinds = ", ".join(f"{n} {kind}" for kind, n in types.most_common())
    return f"Pool: {plural(len(questions), 'question')}: {kinds or 'none'}. By objective: {pools}."


def _keys(questions: Sequence[Question]) -> str:
    longest, shortest, count = extreme_keys(questions)
    places = "".join(
        f" Of {options} options the key is the first, second and so on {', '.join(map(str, counts))} times."
        for options, counts in key_places(questions).items()
    )
    return (
        f"Keys: of {count} single questions the key is the longest option in {longest} ({_percent(longest, count)}) and"
        f" the shortest in {shortest} ({_percent(shortest, count)}); the limit is {_percent(MOST_LONGEST)} for each."
        f"{places}"
    )


def _levels(questions: Sequence[Question]) -> str:
    count = applied(questions)
    return (
        f"Levels: {_percent(count, len(questions))} ask to apply, analyse or evaluate; at least"
        f" {_percent(LEAST_APPLIED)} should."
    )


def _words(questions: Sequence[Question]) -> str:
    found = sum(len(giveaways(each, ABSOLUTE + VAGUE)) for q in questions for _, each in choices(q))
    return (
        f"Words: the questions read at grade {grade(spoken(questions)):.1f}, the limit is {MAX_GRADE:.0f}."
        f" Options hold {plural(found, 'giveaway word')}; none is wanted."
    )


def _lessons(checked: Checked, module: Module) -> str:
    grades = [grade([each.words for each in checked.passages[lesson.id]]) for lesson in module.lessons]
    if not grades:
        return "Lessons: none."
    said = f"Lessons: {len(grades)}, reading at grade {min(grades):.1f} to {max(grades):.1f}; the limit is"
    return f"{said} {MAX_GRADE:.0f}."


def _law(checked: Checked, module: Module) -> str:
    facts = {name for lesson in module.lessons for name in lesson.facts}
    disputed = [name for name in sorted(facts) if checked.shared.facts[name].status is FactStatus.DISPUTED]
    dated = [module, *module.lessons, *checked.course.bodies[module.id].questions]
    oldest = min(each.law_as_of for each in dated)
    stale = sum(each.law_as_of < year_before(checked.today) for each in dated)
    told = f": {', '.join(disputed)}" if disputed else ""
    return (
        f"Law: as of {oldest} or later; of {len(dated)} parts {stale} rest on law not looked at for 12 months."
        f" Facts used: {len(facts)}, of them {len(disputed)} disputed{told}."
    )


def _review(module: Module, questions: Sequence[Question]) -> str:
    things = [*module.lessons, *questions]
    done = sum(bool(each.reviewer) for each in things)
    approved = f"approved by {module.approved_by}" if module.approved_by else "not approved yet"
    return (
        f"Review: {done} of {len(things)} lessons and questions were reviewed; the module is {approved}. Which"
        " questions have no data yet or should not be asked, `trainer report items` says."
    )


def _findings(checked: Checked, module: Module, questions: Sequence[Question], findings: Sequence[Finding]) -> str:
    files = {checked.places.of(each.id).file for each in (module, *module.lessons, *questions)}
    own = [finding for finding in findings if finding.file in files]
    counts = [plural(sum(each.severity is kind and not each.allowed for each in own), str(kind)) for kind in Severity]
    allowed = sum(bool(each.allowed) for each in own)
    return f"Findings: {', '.join(counts)}; {allowed} allowed with a reason."


def _percent(part: Fraction | int, whole: int = 1) -> str:
    return f"{float(100 * part / whole):.0f} %" if whole else "none"
