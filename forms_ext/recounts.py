"""Counting places, turns and offers again, and comparing registrations with the log. Reads and never mends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms_ext.actions.promote import in_line
from forms_ext.models import Claim, Pool, Submission
from forms_ext.states import SEATED, TAKEN, ClaimState, ReleaseReason, SubmissionState, Waiting

# A job ends offers that nobody took: after these minutes it has certainly had its turn.
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """Something that does not agree.

    :param code: a short name of the kind of disagreement.
    :param where: the reference or number of the row; never a person.
    """

    code: str
    where: str


def recount_pool(pool: Pool) -> Iterator[Finding]:
    """Give what does not agree in one pool: more places held than there are, free ones kept back, a wrong order, offers."""
    taken = pool.count_taken()
    # A room that became smaller keeps those who were in it; nobody may have come in since.
    if pool.capacity is not None and taken > max(pool.capacity, pool.ceiling or 0):
        yield Finding("oversold", f"pool {pool.pk}: {taken} of {pool.capacity}")
    for seq in pool.claims.values("seq").annotate(number=Count("pk")).filter(number__gt=1).values_list("seq", flat=True):
        yield Finding("two-with-one-turn", f"pool {pool.pk}: {seq}")
    first = in_line(pool).first()
    if first is not None and first.state != ClaimState.RELEASED:
        yield from _recount_queue(pool, first, taken)
    yield from _recount_offers(pool)


def _recount_queue(pool: Pool, first: Claim, taken: int) -> Iterator[Finding]:
    asks = pool.waiting == Waiting.OFFER and pool.capacity is not None and bool(first.submission.email)
    if pool.offered and not (asks and pool.is_over) and (pool.capacity is None or taken + first.places <= pool.capacity):
        yield Finding("free-place-not-given", f"pool {pool.pk}")
    passed = pool.claims.filter(state__in=TAKEN, seq__gt=first.seq).exclude(submission=first.submission)
    main = None if pool.is_main else Claim.objects.filter(submission=first.submission_id, pool__item="", state__in=SEATED).first()
    if main is not None:
        # Only who was given a side place after the waiting person had a place at the host itself has passed anybody.
        passed = passed.filter(Q(given_at__gt=main.state_at))
    if passed.exists():
        yield Finding("passed-in-the-queue", first.submission.reference)


def _recount_offers(pool: Pool) -> Iterator[Finding]:
    offered = pool.claims.filter(state=ClaimState.OFFERED)
    for pk in offered.filter(offer_until=None).values_list("pk", flat=True):
        yield Finding("offer-without-end", f"claim {pk}")
    for pk in offered.filter(offer_until__lt=timezone.now() - LATE).values_list("pk", flat=True):
        yield Finding("offer-not-ended", f"claim {pk}")


def recount_sides() -> Iterator[Finding]:
    """Give the side places of people who have no place at the host itself."""
    main = Claim.objects.filter(submission=OuterRef("submission"), pool__item="")
    lost = Claim.objects.filter(state__in=TAKEN).exclude(pool__item="").filter(Exists(main), ~Exists(main.filter(state__in=SEATED)))
    for reference in lost.values_list("submission__reference", flat=True).distinct():
        yield Finding("side-place-without-place", reference)


def recount_decisions() -> Iterator[Finding]:
    """Give the registrations whose places do not say what was decided, or whose log does not."""
    undecided = Q(state=SubmissionState.ACCEPTED, claims__state=ClaimState.PENDING)
    for reference in Submission.objects.filter(undecided).values_list("reference", flat=True).distinct():
        yield Finding("accepted-but-not-confirmed", reference)
    early = Q(state=SubmissionState.RECEIVED, claims__pool__item="", claims__state=ClaimState.CONFIRMED)
    for reference in Submission.objects.filter(early).values_list("reference", flat=True).distinct():
        yield Finding("confirmed-but-not-accepted", reference)
    for rows, actions in (
        # By its sender or the team, or because nobody confirmed the address in time.
        (Submission.objects.filter(state=SubmissionState.CANCELLED), ["forms_ext.cancel", "forms_ext.expire"]),
        (Submission.objects.filter(state=SubmissionState.DECLINED), ["forms_ext.decline"]),
        (Submission.objects.filter(claims__state=ClaimState.OFFERED), ["forms_ext.offer"]),
        (Submission.objects.filter(claims__state=ClaimState.RELEASED, claims__reason=ReleaseReason.EXPIRED), ["forms_ext.lapse"]),
    ):
        for reference in _without_entry(rows, actions).values_list("reference", flat=True).distinct():
            yield Finding("not-in-the-log", f"{reference}: {actions[0]}")


def _without_entry(rows: QuerySet[Submission], actions: list[str]) -> QuerySet[Submission]:
    written = ModelLogEntry.objects.filter(
        action__in=actions, object_id=Cast(OuterRef("pk"), CharField()), content_type__model="submission"
    )
    return rows.filter(~Exists(written))
