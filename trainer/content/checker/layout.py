"""Files that lie where nothing reads them."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.content.checker.checked import Checked
from trainer.content.checker.finding import Severity
from trainer.content.checker.rule import Found, Rule

_SHARED = ("coverage.yaml", "facts.yaml", "refs.yaml", "tracks.yaml")


def _stray(checked: Checked) -> Iterator[Found]:
    for root in dict.fromkeys(checked.places.roots.values()):
        for name in _SHARED:
            path = root.modules.parent / name
            if path.is_file():
                remedy = f"Move it to {root.modules / name}"
                yield Found((str(path),), f"{name} is not read here", remedy, line=1)


RULES = (
    Rule(
        id="stray-file",
        severity=Severity.WARNING,
        says=f"Beside the modules' folders, in `modules`, lie {', '.join(_SHARED)}.",
        why="A track that nothing reads asks nobody for anything.",
        mend="Move the file.",
        source="DESIGN section 5",
        find=_stray,
        allowable=False,
    ),
)
