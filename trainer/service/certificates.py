"""Printing a certificate: which one is meant, what it says, and that it holds before it is handed out.

Invariant: what the page says is read from the entry that its receipt proves, and from the track as that entry's digest
has it; name and organisation alone are of today. So a reprint is the same, and a retake makes another one.
"""

from __future__ import annotations

import datetime as dt

from trainer.assessment.kinds import AttemptKind
from trainer.clock import day
from trainer.compliance.achieved import Certification
from trainer.compliance.history import What
from trainer.compliance.validity import valid_until
from trainer.errors import EvidenceError, InputError, NotAllowed, UnknownPerson
from trainer.records import achievements, attempts, certificates, corrections, entries, ledger, people, receipts
from trainer.records.attempts import State
from trainer.records.audit_held import is_of
from trainer.records.audit_rules import object_of
from trainer.records.entries import Entry, Kind
from trainer.records.notes import Signer
from trainer.records.people import Person
from trainer.reports.certificate import Facts, page
from trainer.service.certificate_views import Certificate
from trainer.service.desk import Desk
from trainer.service.rights import Whose
from trainer.service.signing import sign
from trainer.text import safe

_FIRST = "Pass the examination of a track first: 'trainer learn' offers it once its modules are done."


def chosen(desk: Desk, reach: Whose, track: str, entry: str, handle: str) -> tuple[Person, Certification]:
    """Whose certification is meant, and which: that entry, or else the newest of the track.

    Raises :class:`NotAllowed` for another's, whether or not there is one, and :class:`InputError` where none is meant
    or more than one may be.
    """
    store = desk.store
    person = _person(desk, reach, handle)
    number = _number(desk, entry) if entry else 0
    if number and not handle and reach is Whose.ALL and (whose := certificates.holder(store, number)) is not None:
        person = people.by_number(store, whose)
    held = _held(desk, person)
    meant = [each for each in held if (not entry or each.entry == number) and (not track or each.track == track)]
    if meant and len({each.track for each in meant}) == 1:
        return person, meant[-1]
    who = "You" if person.n == desk.me().n else safe(person.handle)
    if entry and not meant and reach is not Whose.ALL:
        raise NotAllowed(f"Entry {safe(entry)!r} is no certification of yours.", _of(held))
    what = f" by entry {safe(entry)!r}" if entry else ""
    of = f" of the track {safe(track)!r}" if track else ""
    if not meant:
        raise InputError(f"{who} {_have(who)} no certification{what}{of}.", _of(held))
    raise InputError(f"{who} {_have(who)} certifications of several tracks.", f"Name one. {_of(held)}")


def made(desk: Desk, signer: Signer, person: Person, certification: Certification) -> Certificate:
    """The certificate of a certification; :class:`EvidenceError` where what it rests on was altered."""
    store = desk.store
    with store.write():
        entry = _proven(desk, person, certification)
        # The first checkpoint that has the entry in it serves for ever: only the first print signs one.
        kept = certificates.kept_checkpoint(store, entry.seq, signer.verifier)
        note, size = kept or sign(store, signer, at=desk.now())
        receipt = receipts.receipt(entry, ledger.inclusion_proof(store, entry.seq, size), note).text()
        if ledger.subtree(store, 0, entry.seq - 1) != entry.leaf or not _holds(receipt, signer):
            raise ledger.altered(f"Entry {entry.seq} does not fit the tree")
        facts = _facts(desk, person, certification, entry, signer.verifier.name)
    html = certificates.seal(page(facts), receipt, entry.id, signer)
    name = f"certificate-{certification.track}-{facts.passed_on.isoformat()}.html"
    return Certificate(html=html, file_name=name, verifier=str(signer.verifier), entry=entry.seq)


def _held(desk: Desk, person: Person) -> list[Certification]:
    """The certifications that a certificate may be printed of, the oldest first.

    The one place that decides it: an examination was passed here for each, and none was withdrawn.
    """
    withdrawn = corrections.withdrawn(desk.store)
    held = achievements.certifications(desk.store, person.n)
    return [each for each in held if each.attempt and each.entry not in withdrawn]


def _person(desk: Desk, reach: Whose, handle: str) -> Person:
    me = desk.me()
    if not handle:
        return me
    try:
        found = people.find(desk.store, handle)
    except UnknownPerson:
        if reach is Whose.ALL:
            raise
        found = None
    if found is None or (reach is not Whose.ALL and found.n != me.n):
        # The same for whoever is not here: that a handle is known would be an answer too.
        raise NotAllowed("That is someone else's certificate.", "Ask someone with the role auditor or admin.")
    return found


def _number(desk: Desk, name: str) -> int:
    found = entries.find(desk.store, name)
    return found.seq if found else -1


def _proven(desk: Desk, person: Person, certification: Certification) -> Entry:
    """The entry behind a certification, if entry, attempt and person agree with it."""
    store, seq = desk.store, certification.entry
    entry = entries.find(store, str(seq))
    said = object_of(entry.payload) if entry is not None and entry.kind is Kind.CERTIFICATION else {}
    attempt = attempts.get(store, str(said.get("attempt")))
    agrees = (
        entry is not None
        and (said.get("track"), said.get("digest")) == (certification.track, certification.digest)
        and entry.recorded_at == certification.completed_at
        and is_of(store, entry.person_ref, person.n)
        and attempt is not None
        and (attempt.n, attempt.person) == (certification.attempt, person.n)
        and (attempt.kind, attempt.state) == (AttemptKind.CERTIFICATION, State.PASSED)
    )
    if entry is None or not agrees:
        raise ledger.altered(f"The certification of entry {seq} is not what its entry and its attempt say")
    return entry


def _facts(desk: Desk, person: Person, certification: Certification, entry: Entry, name: str) -> Facts:
    said = object_of(entry.payload)
    track = certificates.track_as_certified(desk.store, certification.track, certification.digest)
    # As it stood on that day: by what had been recorded until then, and by the track's validity as it was.
    days = _counted_days(desk, person, track.id, entry)
    return Facts(
        organisation=desk.settings.organisation,
        name=person.roster.name,
        person=person.handle,
        track=track.id,
        title=track.title,
        passed_on=day(entry.recorded_at),
        percent=said["percent"],
        pass_mark=said["pass_mark"],
        valid_until=valid_until(days, track.validity_months),
        attestation=said["attestation"],
        # Entries from before the versions were recorded name none.
        versions=said.get("versions", {}),
        entry=entry.seq,
        ledger=name,
    )


def _counted_days(desk: Desk, person: Person, track: str, entry: Entry) -> list[dt.date]:
    """The days on which the track was passed, as they counted when that entry was recorded, the earliest first."""
    said: dict[int, dict[What, str]] = {}
    for each in corrections.all_of(desk.store):
        if each.entry < entry.seq:
            said.setdefault(each.corrects, {})[each.what] = each.value
    counted = (
        said.get(each.entry, {}).get(What.COMPLETED_ON) or each.completed_at
        for each in achievements.certifications(desk.store, person.n)
        if each.track == track and each.entry <= entry.seq and What.WITHDRAWN not in said.get(each.entry, {})
    )
    return sorted(map(day, counted))


def _holds(receipt: str, signer: Signer) -> bool:
    """Checked as whoever receives it will check it."""
    try:
        receipts.verify(receipt, signer.verifier)
    except EvidenceError:
        return False
    return True


def _have(who: str) -> str:
    return "have" if who == "You" else "has"


def _of(held: list[Certification]) -> str:
    """What there is to choose from, as a remedy."""
    if not held:
        return _FIRST
    return f"There are: {', '.join(f'{c.track} (entry {c.entry}, {day(c.completed_at)})' for c in held)}."
