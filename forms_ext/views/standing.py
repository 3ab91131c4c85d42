"""Where a submission stands, in sentences that are true: for the visitor's own page."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from forms_ext.actions.change import changeable, reopens_review, why_unchangeable
from forms_ext.models import Claim, FormHost, Submission
from forms_ext.models.deadlines import Deadline
from forms_ext.schema.frozen import questions
from forms_ext.states import ClaimState, ReleaseReason, SubmissionState, Waiting, may_move

NEVER_COUNTED = (SubmissionState.UNCONFIRMED, SubmissionState.HELD)


class Standing:
    """What may be said about one submission at one moment, in the active language.

    :param host: the live page, or None when it is gone.
    :param main: the claim on the host's own places, or None.
    """

    def __init__(self, submission: Submission, host: FormHost | None, main: Claim | None, now: datetime):
        self.submission, self.host, self.main, self.now = submission, host, main, now
        self.state = SubmissionState(submission.state)

    @cached_property
    def is_registration(self) -> bool:
        """Tell whether something is joined here; else it is a message, an answer, a paper."""
        if self.submission.signs:
            return False
        return self.main is not None or bool(self.submission.subject) or bool(self.host and self.host.pools())

    @cached_property
    def is_over(self) -> bool:
        """Tell whether the event lies in the past."""
        return bool(self.host and self.host.is_over(self.now))

    @property
    def is_erased(self) -> bool:
        """Tell whether the person was erased from it."""
        return self.submission.anonymised_at is not None

    @property
    def title(self) -> str:
        """Return the heading of the page."""
        if self.submission.signs:
            return _("Your signature")
        return _("Your registration") if self.is_registration else _("What you sent us")

    @property
    def sentences(self) -> list[str]:
        """Return what is true now, the most important first."""
        if self.is_erased:
            return [_("What you sent was erased.")]
        return list(filter(None, [self._fate(), self._place() if self.is_registration else self._message(), self._reason()]))

    def _fate(self) -> str:
        """Return what became of the page or event itself."""
        if self.host is None:
            return _("The page is not online at the moment. What you sent is kept.")
        if self.is_over:
            return _("The event is over.")
        news = {"cancelled": _("The event was cancelled."), "postponed": _("The event is postponed; a new date is to come.")}
        return news.get(str(self.host.window(self.now).state), "")

    def _message(self) -> str:
        if self.submission.signs:
            return {
                SubmissionState.UNCONFIRMED: _(
                    "Please confirm your address with the link in our message. Until then your signature does not count."
                ),
                SubmissionState.HELD: _("We have your signature. Somebody of the team looks at it first."),
                SubmissionState.RECEIVED: _("We have your signature. The team looks at it and writes to you."),
                SubmissionState.ACCEPTED: _("Your signature counts."),
                SubmissionState.DECLINED: _("We could not accept your signature."),
                SubmissionState.CANCELLED: _("Your signature is withdrawn."),
            }[self.state]
        return {
            SubmissionState.UNCONFIRMED: _("Please confirm your address with the link in our message. Until then this does not count."),
            SubmissionState.HELD: _("We have what you sent. Somebody of the team looks at it first."),
            SubmissionState.RECEIVED: _("We have what you sent and will write to you."),
            SubmissionState.ACCEPTED: _("We have what you sent."),
            SubmissionState.DECLINED: _("We could not accept what you sent."),
            SubmissionState.CANCELLED: _("This was taken back."),
        }[self.state]

    def _place(self) -> str:
        if self.state in {SubmissionState.RECEIVED, SubmissionState.ACCEPTED}:
            return self._past_claim() if self.is_over else self._claim()
        return {
            SubmissionState.UNCONFIRMED: _(
                "Please confirm your address with the link in our message. Until then this does not count and no place is held."
            ),
            SubmissionState.HELD: _("We have what you sent. Somebody of the team looks at it first; until then no place is held."),
            SubmissionState.DECLINED: _("We could not offer you a place."),
            SubmissionState.CANCELLED: _("This registration is cancelled; no place is held for you."),
        }[self.state]

    def _claim(self) -> str:
        state = self.main.state if self.main else ""
        if state == ClaimState.WAITING and not self.main.pool.offered:
            return _("You are on the waiting list, and no places are given at the moment.")
        if state == ClaimState.OFFERED and not self.main.pool.offered:
            return _("A place was offered to you, and no places are given at the moment.")
        if state == ClaimState.WAITING:
            return render_to_string("forms_ext/waiting.txt", {"claim": self.main})
        return {
            ClaimState.OFFERED: _("A place is offered to you: take it, or leave it to the next person."),
            ClaimState.RELEASED: _("You have no place at the moment."),
            ClaimState.PENDING: _("A place is held for you until we decide about your registration."),
            ClaimState.CONFIRMED: _("Your place is confirmed."),
        }.get(state, _("We have your registration."))

    def _past_claim(self) -> str:
        if self.main and self.main.state == ClaimState.CONFIRMED:
            return _("You had a place.")
        return _("No place was given to you.") if self.main else ""

    def _reason(self) -> str:
        return self.submission.decline_reason if self.state == SubmissionState.DECLINED else ""

    # What can be done

    @cached_property
    def deadline(self) -> Deadline:
        """Return whether answers can be changed, and until when."""
        if self.host is None or why_unchangeable(self.submission, self.host):
            return Deadline(is_open=False)
        return self.host.changes(self.now)

    @property
    def can_change(self) -> bool:
        """Tell whether there are answers that can be changed now."""
        asked = any(True for _spec in questions(changeable(self.submission.frozen)))
        return asked and self.deadline.is_open and not self.is_erased

    @property
    def review_follows(self) -> bool:
        """Tell whether a change is looked at by the team before the place is certain again."""
        return self.can_change and reopens_review(self.submission)

    @property
    def can_cancel(self) -> bool:
        """Tell whether there is anything left to cancel."""
        cancellable = may_move(self.state, SubmissionState.CANCELLED) and self.state != SubmissionState.DECLINED
        # A signature is withdrawn with buttons of its own.
        return cancellable and not self.is_over and not self.is_erased and not self.submission.signs

    @property
    def cancel_sentences(self) -> list[str]:
        """Return what follows from cancelling."""
        told = [_("You get a message.")] if self.submission.email else []
        if self.host and self.host.takes_answers():
            told.append(_("You can register again.") if self.is_registration else _("You can send the form again."))
        return [*filter(None, [self.freed()]), *told]

    def freed(self) -> str:
        """Return who gets the place of somebody who cancels; empty where nothing is limited or nothing was held."""
        pool = self.main.pool if self.main else None
        if pool is None or pool.capacity is None or not pool.offered:
            return ""
        if pool.waiting != Waiting.OFF:
            return _("If somebody waits, the place goes to the next person.")
        return _("The place is free for somebody else.")

    def done(self, code: str, side_claims: list[Claim], consents) -> str:
        """Return the sentence that confirms what a button just did; empty where the address only claims so."""
        states = {consent.state for consent in consents}
        left = any(claim.reason == ReleaseReason.LEFT for claim in side_claims)
        found = {
            "cancelled": (self.state == SubmissionState.CANCELLED, self._cancelled()),
            "confirmed": (self._is_confirmed(), self._confirmed()),
            "listed": (self.submission.signs, _("Done. Below you see how your signature is shown.")),
            "signed": (self._stands_now(), _("Your signature stands under the text in force now.")),
            "taken": (self.submission.signs and self.state == SubmissionState.CANCELLED, _("Your signature is withdrawn, as of now.")),
            "left": (left, _("You gave back your place. Everything else stays as it is.")),
            "joined": (any(claim.is_active for claim in side_claims), _("Done. Below you see whether you have a place or wait for one.")),
            "withdrawn": ("withdrawn" in states, _("Your consent is withdrawn, as of now. Everything else stays as it is.")),
            "given": ("given" in states, _("Your consent is written down, with the wording you read.")),
            "changed": (self.submission.revisions.exists(), self._changed()),
            "asked": (hasattr(self.submission, "erasure_request"), _("We have your request. Somebody of the team carries it out.")),
        }
        holds, sentence = found.get(code, (False, ""))
        return sentence if holds else ""

    def _is_confirmed(self) -> bool:
        return self.submission.confirmed_at is not None and self.state != SubmissionState.CANCELLED

    def _confirmed(self) -> str:
        """Return what follows from confirming: what somebody has to look at first does not count yet."""
        waits = self.state == SubmissionState.HELD or (self.submission.signs and self.state == SubmissionState.RECEIVED)
        if waits:
            confirmed = _("Your address is confirmed.")
            return f"{confirmed} {self._message()}"
        return _("Your address is confirmed. What you sent counts from now on.")

    def _stands_now(self) -> bool:
        """Tell whether what was signed is the text in force; an address that is opened later may claim what was true once."""
        endorsement = getattr(self.submission, "endorsement", None)
        return endorsement is not None and endorsement.counts and endorsement.newer is None

    def _cancelled(self) -> str:
        noun = _("Your registration is cancelled.") if self.is_registration else _("What you sent is taken back.")
        return " ".join(filter(None, [noun, self.freed()]))

    def _changed(self) -> str:
        if self.main and self.main.state == ClaimState.PENDING:
            return _("Your answers are changed. We look at them and write to you; your place is held until then.")
        return _("Your answers are changed.")
