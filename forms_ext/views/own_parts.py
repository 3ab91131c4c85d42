"""The rows of the own page: side events and consents, each with the button that makes sense now."""

from dataclasses import dataclass

from django.utils import timezone

from forms_ext.actions.change import why_unchangeable
from forms_ext.actions.consenting import Shown, can_be_given, wording_now
from forms_ext.actions.joining import is_out
from forms_ext.actions.promote import in_line
from forms_ext.markup import without_foreign_links
from forms_ext.models import Claim, ConsentRecord, ConsentVersion, FormHost, Pool, Submission
from forms_ext.schema.frozen import first_of_kind
from forms_ext.states import SEATED, ConsentState, may_change

JOINABLE = ("open", "few", "waiting")


@dataclass
class SideRow:
    """One side event.

    :param availability: for a newcomer, see ``Pool.availability``; empty where nobody can join now.
    :param missed: whether it was ticked when no place was left.
    """

    item: str
    title: str
    note: str = ""
    claim: Claim | None = None
    availability: str = ""
    missed: bool = False

    @property
    def is_active(self) -> bool:
        """Tell whether the person has a place or waits for one."""
        return self.claim is not None and self.claim.is_active

    @property
    def can_join(self) -> bool:
        """Tell whether the person could join now."""
        return not self.is_active and self.availability in JOINABLE


def side_rows(submission: Submission, host: FormHost | None, claims: list[Claim]) -> list[SideRow]:
    """Return the side events of a person, and those that can be joined now, in the order of the page."""
    can_join = not why_unchangeable(submission, host) and not is_out(submission)
    offered = {spec.item: spec for spec in host.pools() if spec.item and spec.offered} if host and _asks(submission, host) else {}
    held = {claim.pool.item: claim for claim in claims}
    spec = first_of_kind(submission.frozen, "attendance")
    ticked = {option["key"]: option["label"] for option in spec["options"]} if spec else {}
    chosen = submission.answers.get(spec["key"]) or [] if spec else []
    missed = [item for item in chosen if item not in held]
    rows = []
    for item in dict.fromkeys([*(key for key in offered if can_join or key in held), *held, *missed]):
        known = offered.get(item)
        row = SideRow(item, known.title if known else ticked.get(item, item), known.note if known else "", held.get(item))
        row.missed = item in missed
        if row.claim:
            row.title = row.claim.title
        pool = host.live_pools.get(item) if known and can_join else None
        row.availability = _availability(pool, submission) if pool else ""
        rows.append(row)
    return rows


def _availability(pool: Pool, submission: Submission) -> str:
    """Return what there is for somebody who has registered already.

    People who wait for a place at the event stand in the queues of its side events, too, and are passed by those who have one.
    """
    found, main = pool.availability(pool.taken), submission.main_claim
    seated = main is None or main.state in SEATED
    if found == "waiting" and seated and pool.left(pool.taken) and not in_line(pool).exists():
        return "few"
    return found


def _asks(submission: Submission, host: FormHost) -> bool:
    """Tell whether side events are joined by this form at all."""
    return first_of_kind(submission.frozen, "attendance") is not None or any(block.block_type == "attendance" for block in host.fields)


@dataclass
class ConsentRow:
    """One consent.

    :param said: the wording that was answered, with links to other hosts as plain words.
    :param offer: the wording to which a yes can be given now, or None; ``offered`` is its text, ``shown`` what the button says.
    """

    record: ConsentRecord
    said: str
    offer: ConsentVersion | None = None
    offered: str = ""
    shown: str = ""

    @property
    def can_withdraw(self) -> bool:
        """Tell whether there is a yes to take back."""
        return self.record.state == ConsentState.GIVEN

    @property
    def is_new_wording(self) -> bool:
        """Tell whether the wording offered is another than the one that was answered."""
        return self.offer is not None and self.offer.pk != self.record.version_id


def consent_rows(submission: Submission, consents: list[ConsentRecord], host_name: str) -> list[ConsentRow]:
    """Return the consents of a submission with what can be done about each now.

    :param host_name: the host that the page is shown on; links elsewhere become words.
    """
    made = timezone.now().isoformat(timespec="seconds")
    rows = []
    for consent in consents:
        row = ConsentRow(consent, without_foreign_links(consent.version.html, host_name))
        version = wording_now(consent) if may_change(submission.state) else None
        if can_be_given(consent, version):
            row.offer, row.offered = version, without_foreign_links(version.html, host_name)
            row.shown = Shown(str(consent.pk), version.pk, made).sign()
        rows.append(row)
    return rows
