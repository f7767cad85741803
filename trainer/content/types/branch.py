"""``branch``: a scenario as a graph of scenes; each choice leads to the next one, and every path ends in a debrief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from trainer.content.fields import Flag, Share
from trainer.content.models import STRICT
from trainer.content.types.common import OPTIONS, QuestionCommon, check_keys, check_options

if TYPE_CHECKING:
    from trainer.content.types.report import Report

END = "end"
"""The ``next`` of a choice that ends the scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One choice in a scene."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    next: str
    """The scene it leads to, or ``end``."""
    score: Share
    """Best 1, acceptable 0.5, poor 0 (situational judgement, CURRICULUM 3.1)."""
    text: str
    why: str
    critical: Flag = False
    """True for a choice that caps the whole scenario at 0.5."""

    @property
    def key(self) -> bool:
        """Whether it is the most suitable choice."""
        return self.score == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What happens, and what one can do."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    text: str
    choices: Annotated[tuple[Turn, ...], OPTIONS]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchScoring:
    """The mean over the path, capped where a critical choice was made."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    mode: Literal["path_mean"] = "path_mean"
    critical_caps_at: Share = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(QuestionCommon):
    """A scenario to walk through; the stem says who one is."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: str
    nodes: dict[str, Scene]
    debrief: str
    """Said at the end of every path: never a dead end."""
    scoring: BranchScoring = field(default_factory=BranchScoring)
    type: Literal["branch"] = "branch"


def check(question: Branch, report: Report) -> None:
    """Report scenes that lead nowhere, round in a circle, or that nobody reaches."""
    check_keys(question.nodes, report, "nodes")
    if END in question.nodes:
        report(("nodes", END), "a scene is called `end`", "Give it another name")
    if question.start not in question.nodes:
        report(("start",), f"no scene `{question.start}`", "Write the name of a scene of `nodes`")
        return
    if _check_choices(question, report):
        _check_paths(question, report)


def _check_choices(question: Branch, report: Report) -> bool:
    sound = True
    for name, scene in question.nodes.items():
        here = report.below("nodes", name)
        check_options(scene.choices, here, "choices")
        for index, turn in enumerate(scene.choices):
            if turn.next != END and turn.next not in question.nodes:
                here(("choices", index, "next"), f"no scene `{turn.next}`", "Write the name of a scene, or `end`")
                sound = False
            if turn.critical and turn.score == 1:
                here(("choices", index, "critical"), "the best choice is critical", "Give it a lower score")
    return sound


def _check_paths(question: Branch, report: Report) -> None:
    if (circle := _circle(question.nodes)) is not None:
        report(("nodes", circle), f"`{circle}` leads back to itself", "Lead it on, or to `end`")
        return
    for name in question.nodes.keys() - _reached(question.nodes, question.start):
        report(("nodes", name), f"no path reaches `{name}`", "Lead a choice to it, or take it out")
    if not _best(question.nodes, question.start):
        what = "no path scores 1: at some scene on each of them no choice has `score: 1`"
        report(("nodes",), what, "Give one choice of each scene on the best path `score: 1`")


def _reached(nodes: Mapping[str, Scene], start: str) -> set[str]:
    found, ahead = set[str](), [start]
    while ahead:
        name = ahead.pop()
        if name not in found and name != END:
            found.add(name)
            ahead += [turn.next for turn in nodes[name].choices]
    return found


def _circle(nodes: Mapping[str, Scene]) -> str | None:
    """A scene that can be reached from itself; None where every path ends."""
    follows = {name: {turn.next for turn in scene.choices} - {END} for name, scene in nodes.items()}
    while ends := {name for name, following in follows.items() if not following}:
        follows = {name: following - ends for name, following in follows.items() if name not in ends}
    return next(iter(follows), None)


def _best(nodes: Mapping[str, Scene], name: str) -> bool:
    """Whether the end can be reached from here by best choices only."""
    return name == END or any(turn.key and _best(nodes, turn.next) for turn in nodes[name].choices)
