"""The course as frozen data: modules, lessons' heads, tracks. Texts are in ``body``, questions in ``questions``.

Invariant: a value of these types is complete and consistent, because only the loader makes them (it
validates with pydantic, from outside, so that rooms which must not import pydantic can hold the same
types). Identity is the id, evidence is the digest, order is the manifest's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from trainer.content import vocabulary
from trainer.content.fields import FEW, SOME, Day, Flag, Major, Minutes, Percent
from trainer.content.tracks import STRICT, CertificationRule, Part, Track

if TYPE_CHECKING:
    from trainer.content.body import ModuleBody

__all__ = [
    "STRICT", "Audience", "CertificationRule", "Change", "Course", "Jurisdiction", "Lesson", "Manifest", "Module",
    "Objective", "Part", "RuleType", "Track",
]  # fmt: skip

# The vocabularies belong to these types, and are found where they are.
Audience = vocabulary.Audience
Jurisdiction = vocabulary.Jurisdiction
RuleType = vocabulary.RuleType


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
class Lesson:
    """The head of a lesson: three to seven minutes, one idea, one case, two recall questions."""

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
    author: str = ""
    """A role, such as "Trainer project, lesson writer"; never an invented name."""
    reviewer: str = ""
    """The role of whoever read it against the law and the rubric and did not write it; empty until someone did."""
    confirmed: Annotated[tuple[str, ...], FEW] = ()
    """Those of ``objectives`` and ``covers`` that the reviewer found taught in its text; coverage counts no other."""
    digest: str = ""
    """SHA-256, hex, of the lesson as a learner sees it; set by the loader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a new major version of a module changed for those who hold an older one (DESIGN section 5)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    major: Major
    objectives: Annotated[tuple[str, ...], FEW]
    """Ids of those to attest again; empty where the version asks nothing of whoever holds the one before."""
    said: str
    """One or two sentences for them: what changed, and why."""


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
    refs: Annotated[tuple[str, ...], FEW] = ()
    """References that its lessons have to cite between them (CURRICULUM section 2)."""
    changes: Annotated[tuple[Change, ...], FEW] = ()
    """One for each new major version; whoever holds a version before one without an entry does the whole again."""

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Manifest):
    """One module: its objectives and its lessons in reading order. What they say and ask is in its body."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    lessons: tuple[Lesson, ...] = ()
    digest: str = ""
    """SHA-256, hex, over everything a learner can meet in it; set by the loader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything that can be learned, looked up by id or slug."""

    modules: tuple[Module, ...] = ()
    tracks: tuple[Track, ...] = ()
    bodies: Mapping[str, ModuleBody] = field(default_factory=dict)
    """Module id to its texts and questions. Apart: the screen that shows what is due waits for none of them."""
    digest: str = ""

    def module(self, name: str) -> Module | None:
        """The module with this id or slug, in any case; None where there is none."""
        wanted = name.casefold()
        return next((m for m in self.modules if wanted in (m.id.casefold(), m.slug.casefold())), None)

    def track(self, name: str) -> Track | None:
        return next((t for t in self.tracks if t.id == name), None)
