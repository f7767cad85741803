"""Legal terms get their plain meaning where a module uses them first (rubric 4.2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.content.body import LessonText, Recall
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule

TERMS = {
    "personal data": r"personal data",
    "lawful basis": r"lawful bas[ie]s|legal bas[ie]s",
    "consent": r"consents?",
    "legitimate interests": r"legitimate interests?",
    "controller": r"(?<!game )(?<!remote )(?:joint )?controllers?",
    "processor": r"(?<!food )(?<!word )processors?",
    "special category": r"special categor(?:y|ies)",
    "profiling": r"profiling",
    "pseudonymised": r"pseudonymis\w+",
    "data subject": r"data subjects?",
    "portability": r"portability",
    "supervisory authority": r"supervisory authorit(?:y|ies)",
    "data protection officer": r"data protection officers?|DPOs?",
    "access request": r"(?:data )?subject access requests?|D?SARs?",
    "third country": r"third countr(?:y|ies)",
    "rectification": r"rectification",
    "dark pattern": r"dark patterns?",
    "personal data breach": r"(?:personal )?data breach(?:es)?",
    "impact assessment": r"(?:data protection )?impact assessments?|DPIAs?",
}
"""Each term of law that needs its meaning, to the forms in which it is written."""


def _unexplained(checked: Checked) -> Iterator[Found]:
    for module in checked.course.modules:
        known: set[str] = set()
        for lesson in module.lessons:
            text = checked.course.bodies[module.id].texts[lesson.id]
            said = _read(text)
            for term, forms in TERMS.items():
                used = None if term in known else re.search(rf"(?i)\b(?:{forms})\b", said)
                if used is None:
                    continue
                known.add(term)
                given = [
                    said.find(f"*{each.term}* (") for each in text.glossary if re.search(f"(?i){forms}", each.term)
                ]
                if not given or used.start() < min(given):
                    what = f"`{used[0]}` is used in {lesson.id} before its meaning is given"
                    yield Found((lesson.id, "title"), what, phrase=used[0])


def _read(text: LessonText) -> str:
    return "\n".join(f"{b.question}\n{b.answer}" if isinstance(b, Recall) else b.markdown for b in text.blocks)


RULES = (
    Rule(
        id="unexplained-term",
        severity=Severity.WARNING,
        says="A term of law has its plain meaning where a module uses it first.",
        why="Most staff have never read a law. A word that they skip is a rule that they miss.",
        mend='Write it as `[consent](term: "a real yes ...")` where it comes first, or use a plain word.',
        source="CURRICULUM 4.2.3",
        find=_unexplained,
    ),
)
