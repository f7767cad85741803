"""The course as frozen data: every domain type of the content room is declared here, once.

Invariant: a value of these types is complete and consistent, because only the loader makes them (it
validates with pydantic, from outside, so that rooms which must not import pydantic can hold the same
types). Identity is the id, evidence is the digest, order is the manifest's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from trainer.content import vocabulary
from trainer.content.fields import FEW, SOME, Count, Day, Days, Flag, Minutes, Months, Percent, Zero, bounds
from trainer.content.refs import Refs

# The vocabularies belong to these types, and are found where they are.
Audience = vocabulary.Audience
CalloutKind = vocabulary.CalloutKind
CertificationRule = vocabulary.CertificationRule
FactStatus = vocabulary.FactStatus
Jurisdiction = vocabulary.Jurisdiction
Level = vocabulary.Level
RuleType = vocabulary.RuleType

STRICT: dict[str, Any] = {
    "extra": "forbid",
    "allow_inf_nan": False,
    "str_strip_whitespace": True,
    "str_min_length": 1,
    "str_max_length": 20_000,
}
"""Pydantic's configuration for every type here: an unknown field is an error, so is a text that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a learner can do after the module."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    """For example ``M04.O3``."""
    text: str
    """Begins with a verb, such as "Spot invalid consent"."""
    critical: Flag = False
    """True where no high score elsewhere makes up for a miss (CURRICULUM 3.2)."""
    covers: Annotated[tuple[str, ...], FEW] = ()
    """Codes ``T01`` to ``T48`` of the course brief that its questions assess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A run of a lesson's Markdown, facts filled in and glossary terms spelled out."""

    markdown: str
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A box of a lesson: law, house rule, good practice, case, ask, job aid."""

    callout: CalloutKind
    title: str
    """Empty where the kind's own name is title enough."""
    markdown: str
    kind: Literal["callout"] = "callout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """An ungraded question that the reader answers in their head, then uncovers."""

    question: str
    answer: str
    kind: Literal["recall"] = "recall"


Block = Prose | Callout | Recall


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A legal term and its plain meaning, given where the term is first used."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson: three to seven minutes, one idea, one case, two recall questions."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    """For example ``M04.L2``."""
    title: str
    objectives: Annotated[tuple[str, ...], SOME]
    covers: Annotated[tuple[str, ...], FEW]
    refs: Annotated[tuple[str, ...], FEW]
    rule_type: Annotated[tuple[RuleType, ...], SOME]
    minutes: Minutes
    audience: Annotated[tuple[Audience, ...], SOME]
    jurisdiction: Annotated[tuple[Jurisdiction, ...], SOME]
    law_as_of: Day
    owner: str
    review_due: Day
    facts: Annotated[tuple[str, ...], FEW] = ()
    """Ids in facts.yaml that the text uses."""
    blocks: tuple[Block, ...] = ()
    """The body in reading order; filled by the loader from the Markdown below the front matter."""
    glossary: tuple[Term, ...] = ()
    digest: str = ""
    """SHA-256, hex, of the lesson as a learner sees it; set by the loader."""


OPTIONS = bounds(max_length=8)
"""Eight answers at most: more do not fit a screen. That there are two is for the rules of the type to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be chosen, and why it is or is not right."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    text: str
    why: str
    """Shown after the answer: why it is right, or which error it stands for."""
    key: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCommon:
    """What every question type carries. A new type is a subclass here and one file in each of
    ``content/rules``, ``assessment`` (grading), ``tui/widgets`` and ``cli`` (its typed form)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    """For example ``M04-Q001``."""
    objective: str
    level: Level
    audience: Annotated[tuple[Audience, ...], SOME]
    refs: Annotated[tuple[str, ...], SOME]
    jurisdiction: Annotated[tuple[Jurisdiction, ...], SOME]
    law_as_of: Day
    stem: str
    module: str | None = None
    """Optional in a bank; where given it must name the bank's module. Always set once loaded."""
    critical: Flag | None = None
    """Optional in a bank; where given it must agree with the objective, which decides. Always set once loaded."""
    author: str = ""
    """A role, such as "Trainer project, question writer"; never an invented name."""
    reviewer: str = ""
    """The role of whoever answered it blind; empty until someone did."""
    status: Literal["draft", "reviewed"] = "draft"
    retired: Flag = False
    """A retired question is never drawn, and never deleted: records point at it."""
    digest: str = ""
    """SHA-256, hex, of what is asked and how it is scored; set by the loader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(QuestionCommon):
    """One right answer. Scores 1 or 0."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    options: Annotated[tuple[Option, ...], OPTIONS]
    type: Literal["single"] = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleScoring:
    """How a ``multiple`` question is scored: in part with a floor of 0, or all or nothing."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["partial", "all_or_nothing"] = "partial"
    floor: Zero = 0
    """Nothing but 0: a wrong mark never takes from other questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(QuestionCommon):
    """Several right answers; the stem says how many."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    options: Annotated[tuple[Option, ...], OPTIONS]
    choose: Count
    """How many options are right, and may be chosen."""
    scoring: MultipleScoring = field(default_factory=MultipleScoring)
    type: Literal["multiple"] = "multiple"


Question = Single | Multiple


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What ``module.yaml`` says of a module, its lessons' order apart."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    """For example ``M04``."""
    slug: str
    """The folder's name, such as ``lawful-basis-and-consent``."""
    title: str
    summary: str
    version: str
    """``major.minor``. A new major version is attested again, a minor one asks nothing."""
    audience: Annotated[tuple[Audience, ...], SOME]
    minutes: Minutes
    author: str
    review_due: Day
    law_as_of: Day
    jurisdiction: Annotated[tuple[Jurisdiction, ...], SOME]
    objectives: Annotated[tuple[Objective, ...], SOME]
    pass_mark: Percent = 80
    """Percent of the module check that must be right."""
    approved_by: str = ""
    """Empty until the company's own privacy lead approves."""

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Manifest):
    """One module: its lessons in reading order, its objectives, and the questions that assess them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    lessons: tuple[Lesson, ...] = ()
    questions: tuple[Question, ...] = ()
    digest: str = ""
    """SHA-256, hex, over everything a learner can meet in it; set by the loader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A module, or some of its lessons and objectives, as a track asks for it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    module: str
    lessons: Annotated[tuple[str, ...], FEW] = ()
    """Empty means all lessons."""
    objectives: Annotated[tuple[str, ...], FEW] = ()
    """Empty means all objectives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What a group of people must hold, for how long, and by when."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    title: str
    modules: Annotated[tuple[Part, ...], SOME]
    validity_months: Months
    """Months from completion until it has to be earned again."""
    due_days: Days
    """Days from the later of start date and assignment, where the assignment names no date."""
    certification: CertificationRule = CertificationRule.MODULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One real case: each figure, date and party stands here once and nowhere else."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    title: str
    status: FactStatus
    source: str
    checked_on: Day
    values: dict[str, str]
    """Named figures, dates and parties; a lesson writes ``{{fact-id.name}}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything that was loaded, looked up by id or slug."""

    modules: tuple[Module, ...] = ()
    tracks: tuple[Track, ...] = ()
    facts: dict[str, Fact] = field(default_factory=dict)
    refs: Refs = field(default_factory=Refs)
    """What may be cited: ``"GDPR 7(3)" in course.refs``."""
    coverage: dict[str, str] = field(default_factory=dict)
    """``T01`` to ``T48``: the claim of the course brief."""
    digest: str = ""

    def module(self, name: str) -> Module | None:
        """The module with this id or slug, in any case; None where there is none."""
        wanted = name.casefold()
        return next((m for m in self.modules if wanted in (m.id.casefold(), m.slug.casefold())), None)

    def track(self, name: str) -> Track | None:
        return next((t for t in self.tracks if t.id == name), None)
