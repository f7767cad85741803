"""What an attempt is for, and what follows from that. One vocabulary for code, database and output."""

from __future__ import annotations

from enum import StrEnum


class AttemptKind(StrEnum):
    """What an attempt is for; the same words as in the table."""

    MODULE_CHECK = "module_check"
    CERTIFICATION = "certification"
    TEST_OUT = "test_out"
    PRACTICE = "practice"
    REFRESHER = "refresher"


EVIDENCE = frozenset({AttemptKind.MODULE_CHECK, AttemptKind.CERTIFICATION, AttemptKind.TEST_OUT})
"""Whose results are compliance facts. Practice and refreshers are the learner's own: nothing follows from them."""
REMEDIED = frozenset({AttemptKind.MODULE_CHECK, AttemptKind.CERTIFICATION})
"""In which a missed critical question may be made good by fresh ones (DESIGN section 6)."""
EXPLAINED_AT_ONCE = frozenset({AttemptKind.MODULE_CHECK, AttemptKind.PRACTICE, AttemptKind.REFRESHER})
"""Whose answers are explained as soon as they are saved. A certification explains at its end, and so does a test-out,
which measures what somebody knew before."""
LENIENT = frozenset({AttemptKind.PRACTICE, AttemptKind.REFRESHER})
"""In which half an answer is given half a point, and one may say how sure one is (CURRICULUM 3.1)."""
