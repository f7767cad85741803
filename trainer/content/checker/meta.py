"""Rules about the check itself: content that does not load, and allowances that allow nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trainer.content.checker.allowed import Allowance
from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule


def _elsewhere(_: Checked) -> Iterator[Found]:
    """Nothing: these are found where content is loaded, and where allowances are weighed."""
    return iter(())


LOAD = Rule(
    id="load",
    severity=Severity.ERROR,
    says="Content loads: each file has its fields and no other, ids are unique, keys and paths fit their type.",
    why="Nothing of broken content is ever shown, so a slip in one bank would hide the whole course.",
    mend="Mend what the message names; the other rules are judged once everything loads.",
    source="CURRICULUM 4.1.1, 4.1.2, 4.2.1 and 4.2.9",
    find=_elsewhere,
    allowable=False,
)
_NO_REASON = Rule(
    id="allow-without-reason",
    severity=Severity.ERROR,
    says="An `# allow:` gives its reason.",
    why="Whoever reads it next year has to know whether it still holds.",
    mend="Write `# allow: RULE because ...` and the reason.",
    source="this checker",
    find=_elsewhere,
    allowable=False,
)
_UNKNOWN = Rule(
    id="allow-unknown",
    severity=Severity.ERROR,
    says="An `# allow:` names a rule that there is, and that may be allowed.",
    why="A misspelt rule allows nothing and looks as if it did.",
    mend="Correct the rule's id; `trainer content explain` lists them.",
    source="this checker",
    find=_elsewhere,
    allowable=False,
)
_UNUSED = Rule(
    id="allow-unused",
    severity=Severity.WARNING,
    says="An `# allow:` allows some finding.",
    why="Left behind, it would let the next slip through without a word.",
    mend="Remove it.",
    source="this checker",
    find=_elsewhere,
    allowable=False,
)
ALLOWANCE_RULES = (_NO_REASON, _UNKNOWN, _UNUSED)


def misused(comment: Allowance, rules: Mapping[str, Rule], *, needed: bool) -> tuple[Rule, str] | None:
    """What is wrong with a comment; None where it does its work."""
    rule = rules.get(comment.rule)
    if rule is None:
        return _UNKNOWN, f"there is no rule `{comment.rule}`"
    if not rule.allowable:
        return _UNKNOWN, f"`{comment.rule}` cannot be allowed"
    if not comment.reason:
        return _NO_REASON, f"`{comment.rule}` is allowed without a reason"
    return None if needed else (_UNUSED, f"nothing here breaks `{comment.rule}`")
