"""One way to break each rule of the checker: what is planted in the clean course, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.content.clean_course import SYLLABLES, Clean, single

_OLD = "2025-06-30"
"""More than a year before the day of the check."""


def _bank(old: str, new: str) -> Callable[[Clean], None]:
    return lambda clean: clean.put(clean.bank, old, new)


def _second(old: str, new: str) -> Callable[[Clean], None]:
    """In the second question: the first one alone assesses the claim."""

    def plant(clean: Clean) -> None:
        before, mark, after = clean.bank.read_text(encoding="utf-8").partition("- id: M50-Q002")
        assert old in after
        clean.bank.write_text(before + mark + after.replace(old, new, 1), encoding="utf-8")

    return plant


def _lesson(old: str, new: str) -> Callable[[Clean], None]:
    return lambda clean: clean.put(clean.lesson, old, new)


def _manifest(old: str, new: str) -> Callable[[Clean], None]:
    return lambda clean: clean.put(clean.manifest, old, new)


def _shared(name: str, old: str, new: str) -> Callable[[Clean], None]:
    return lambda clean: clean.put(clean.shared(name), old, new)


def _all(*seeds: Callable[[Clean], None]) -> Callable[[Clean], None]:
    def plant(clean: Clean) -> None:
        for seed in seeds:
            seed(clean)

    return plant


def _say(text: str) -> Callable[[Clean], None]:
    return lambda clean: clean.say(text)


def _long_lesson(clean: Clean) -> None:
    clean.say("Tea is hot. " * 220)
    clean.put(clean.lesson, "minutes: 3", "minutes: 6")
    clean.put(clean.manifest, "minutes: 3", "minutes: 6")


def _for_few(clean: Clean) -> None:
    """A second lesson for marketing, with most of the questions; the track asks for the first."""
    text = clean.lesson.read_text(encoding="utf-8")
    other = text.replace("id: M50.L1", "id: M50.L2").replace("audience: [all]", "audience: [marketing]", 1)
    clean.lesson.with_name("second.md").write_text(other, encoding="utf-8")
    clean.put(clean.manifest, "lessons: [first-lesson.md]", "lessons: [first-lesson.md, second.md]")
    clean.put(clean.manifest, "minutes: 3", "minutes: 6")
    clean.put(clean.shared("tracks.yaml"), "{module: M50}", "{module: M50, lessons: [M50.L1]}")
    clean.put(clean.bank, "audience: [all]", "audience: [marketing]")


def _untaught(clean: Clean) -> None:
    """A second lesson with an objective of its own; the track names the lesson alone, and so asks for both."""
    text = clean.lesson.read_text(encoding="utf-8").replace("M50.O1", "M50.O2").replace("id: M50.L1", "id: M50.L2")
    clean.lesson.with_name("second.md").write_text(text, encoding="utf-8")
    objective = "  - {id: M50.O2, text: Say it once more}"
    clean.put(clean.manifest, "lessons: [first-lesson.md]", f"{objective}\nlessons: [first-lesson.md, second.md]")
    clean.put(clean.manifest, "minutes: 3", "minutes: 6")
    _second("objective: M50.O1", "objective: M50.O2")(clean)
    _second("confirmed: [M50.O1]", "confirmed: [M50.O2]")(clean)
    clean.add_singles(6, objective="M50.O2")
    clean.bank.write_text(clean.bank.read_text(encoding="utf-8") + single(150), encoding="utf-8")
    clean.put(clean.shared("tracks.yaml"), "{module: M50}", "{module: M50, lessons: [M50.L2]}")


def _one_type(clean: Clean) -> None:
    text = clean.bank.read_text(encoding="utf-8")
    single, *_ = text.partition("  - id: M50-Q002")
    clean.bank.write_text(single, encoding="utf-8")
    clean.add_singles(5)


def _same_stem(clean: Clean) -> None:
    stem = "A customer at the desk of a swimming school asks Yara why the form wants a date of birth. And now?"
    clean.add_singles(2, stem=stem.replace("Yara", "a guest"))


def _absolute(clean: Clean) -> None:
    clean.add_singles(1, key="{}, well", other="never {}")
    text = clean.bank.read_text(encoding="utf-8")
    text += single(101, key="{}, well", other="never {}")
    allow = "    # allow: giveaway because the seed is about the bank\n"
    text = re.sub(r"(  - id: M50-Q1\d\d\n)", rf"\1{allow}", text)
    clean.bank.write_text(text, encoding="utf-8")


def _repeated_name(clean: Clean) -> None:
    for n in range(4):
        words = " ".join(SYLLABLES[10 * n : 10 * n + 12])
        text = clean.bank.read_text(encoding="utf-8")
        text += single(200 + n, stem=f"At noon, they ask Zora of it. {words.capitalize()} do what now?")
        clean.bank.write_text(text, encoding="utf-8")


def _long_breath(clean: Clean) -> None:
    """A lesson of the same shape, in which each sentence has 21 words."""
    said = "He goes to the old shop at the end of the road and asks for a loaf of bread with his tea. "
    front, _, _ = clean.lesson.read_text(encoding="utf-8").partition("# An honest answer")
    sections = [
        f"# An honest answer\n\n{said * 3}",
        f"## The idea\n\n{said * 3}\n\n> [!law]\n> {said}\n\n> [!good-service]\n> {said}",
        f"## A worked example\n\n{said * 4}",
        f"## What goes wrong\n\n{said * 4}",
        f"## Do and don't\n\n**Do**\n\n- {said}\n\n**Don't**\n\n- {said}\n\n> [!ask]\n> {said}",
        f"## Check yourself\n\n> [!recall] {said}\n> {said}\n\n> [!recall] {said}\n> {said}\n\n> [!job-aid]\n> {said}",
    ]
    clean.lesson.write_text(front + "\n\n".join(sections) + "\n", encoding="utf-8")


def _short_stem(clean: Clean) -> None:
    text = clean.bank.read_text(encoding="utf-8")
    text = re.sub(
        r"On the phone a hotel guest.*?Put his\s+steps in order\.", "Put these steps in order.", text, flags=re.DOTALL
    )
    clean.bank.write_text(text, encoding="utf-8")


def _stray(clean: Clean) -> None:
    (clean.folder / "facts.yaml").write_text("schema: 1\nfacts: {}\n", encoding="utf-8")


def _altered(clean: Clean) -> None:
    clean.release()
    clean.put(clean.lesson, "leans over and asks", "leans over, smiles, and asks")


_LONG_WORDS = "Organisational responsibility administratively necessitates considerable documentation. " * 14

SEEDS: dict[str, Callable[[Clean], None]] = {
    "load": _bank("    level: apply", "    levle: apply"),
    "stale-law": _lesson("law_as_of: 2026-07-01", f"law_as_of: {_OLD}"),
    "not-approved": _manifest("approved_by: Privacy lead", "approved_by:"),
    "review-overdue": _lesson("review_due: 2027-07-01", "review_due: 2026-06-30"),
    "own-reviewer": _second("reviewer: Reviewer", "reviewer: writer"),
    "no-author": _bank("    author: Writer\n", ""),
    "unreviewed": _second("status: reviewed", "status: draft"),
    "unknown-ref": _bank('refs: ["GDPR 12(1)"]', 'refs: ["GDPR 12(9)"]'),
    "uncited-ref": _manifest('refs: ["GDPR 12"]', 'refs: ["GDPR 12(3)"]'),
    "unknown-claim": _all(_lesson("covers: [T20]", "covers: [T20, T99]"),
                          _lesson("confirmed: [M50.O1, T20]", "confirmed: [M50.O1, T20, T99]")),
    "coverage-gap": _all(_manifest("data, covers: [T20]", "data, covers: [T20, T21]"),
                         _shared("coverage.yaml", "claims:", "claims:\n  T21: Get consent."),
                         _bank("confirmed: [M50.O1, T20]", "confirmed: [M50.O1, T20, T21]")),
    "unconfirmed-coverage": _bank("confirmed: [M50.O1, T20]", "confirmed: [M50.O1]"),
    "untouched-claim": _shared("coverage.yaml", "claims:", "claims:\n  T21: Get consent."),
    "unconfirmed": _bank("confirmed: [M50.O1]", "confirmed: []"),
    "strange-confirmation": _bank("confirmed: [M50.O1]", "confirmed: [M50.O1, T01]"),
    "small-pool": _bank("    type: order", "    type: order\n    retired: true"),
    "small-part": _for_few,
    "one-type": _one_type,
    "small-examination": _shared("tracks.yaml", "certification: modules", "certification: examination"),
    "option-length": _bank("since the computer wants each field filled.",
                           "and the computer wants each of its many fields to be filled in by someone."),
    "long-key": _bank("That she does not know it yet, and that she will ask and tell him.",
                      "That she does not know it as yet, that she will ask, and then come to tell him."),
    "wrong-count": _bank("Choose the TWO", "Choose the THREE"),
    "untaught-part": _untaught,
    "whole-option": _bank("We take great care of each of our customers.",
                          "Both a and b, and then some more of the same"),
    "why-length": _bank("It says what the picture is for, in words that she knows.", "It says what for."),
    "longest-key": lambda c: c.add_singles(10, key="{} so"),
    "shortest-key": lambda c: c.add_singles(10, other="{} so"),
    "key-position": lambda c: c.add_singles(10, place="c"),
    "recall-heavy": lambda c: c.add_singles(10, level="remember"),
    "giveaway": _bank("We delete it when the advice has been given.", "We must delete it when we have answered it."),
    "absolute-distractors": _absolute,
    "clang": _bank("That she does not know it yet, and", "That Yara does not know it yet: school"),
    "stem-length": _short_stem,
    "stem-ending": _bank("What should she tell him?", "She has to tell him something now."),
    "negative-stem": _bank("What should she tell him?", "What should she not tell him?"),
    "near-duplicate": _same_stem,
    "repeated-name": _repeated_name,
    "real-firm": _bank("at the desk of a swimming school", "at the desk of Grandfirm"),
    "lesson-length": _long_lesson,
    "minutes": _lesson("minutes: 3", "minutes: 9"),
    "reading-grade": _say(_LONG_WORDS),
    "mean-sentence": _long_breath,
    "long-sentence": _say("He goes " + "to the old shop and " * 8 + "then he comes home."),
    "unexplained-term": _say("Ask for consent first."),
    "lesson-shape": _lesson("**Don't**", "And not:"),
    "rule-label": _lesson("rule_type: [law, practice]", "rule_type: [law]"),
    "no-good-service": _lesson("[!good-service]", "[!good-practice]"),
    "bare-fact": _say("Grandfirm once did this."),
    "disputed-fact": _all(_say("This is what {{quarrel.party}} did."), _lesson("owner:", "facts: [quarrel]\nowner:")),
    "fact-source": _shared("facts.yaml", "source: example.org", "source: somebody told me"),
    "stale-fact": _shared("facts.yaml", "checked_on: 2026-06-30", f"checked_on: {_OLD}"),
    "colour-cue": _say("Press the green button."),
    "unnamed-changes": _manifest('version: "1.0"', 'version: "2.0"'),
    "altered": _altered,
    "unreleased": lambda c: c.lock.unlink(missing_ok=True),
    "stray-file": _stray,
    "allow-without-reason": _lesson("minutes: 3", "minutes: 3  # allow: minutes"),
    "allow-unknown": _lesson("minutes: 3", "minutes: 3  # allow: minuets because of the dance"),
    "allow-unused": _lesson("minutes: 3", "minutes: 3  # allow: minutes because it takes longer"),
}  # fmt: skip
"""Rule to what breaks it, and breaks nothing else."""
KEEP_LOCK = frozenset(("altered", "unreleased", "load"))
"""Seeds that are about the lock, or that do not load: the course is not released anew after them."""
