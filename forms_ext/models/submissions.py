"""Submissions: what one visitor sent to one host."""

import secrets
import unicodedata
from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from forms_ext.schema.frozen import first_of_kind, option_labels
from forms_ext.states import ACTIVE, ENDED, WAITING_OUTSIDE, ConsentState, HoldReason, SubmissionState

from .versions import FormVersion

# No letters and digits that look alike: 0 O, 1 I L, 2 Z, 5 S, 8 B, and no vowels that make words.
REFERENCE_ALPHABET = "34679CDFGHJKMNPQRTVWXY"
REFERENCE_LENGTH = 8


def new_reference() -> str:
    """Return a reference for people: 8 characters without look-alikes, 22 to the power of 8 possible."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _number in range(REFERENCE_LENGTH))


def search_key(*texts: str) -> str:
    """Return ``texts`` as one text for finding: without accents and capital letters, at most 2,000 characters."""
    plain = unicodedata.normalize("NFKD", " ".join(filter(None, texts)))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()[:2000]


class SubmissionQuerySet(models.QuerySet):
    """Submissions as the desk and the actions ask for them."""

    def of_host(self, host_key):
        """Return what was sent to one host, in any language."""
        return self.filter(host_key=host_key)

    def active(self):
        """Return what was sent and neither declined nor cancelled."""
        return self.filter(state__in=ACTIVE)

    def found_by(self, text: str):
        """Return the submissions in which every word of ``text`` occurs, whatever the accents."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Submission(models.Model):
    """What one visitor sent. It keeps its meaning whatever becomes of the page: host and page are plain values here."""

    reference = models.CharField(_("reference"), max_length=REFERENCE_LENGTH, unique=True, default=new_reference, editable=False)
    host_key = models.UUIDField(_("host"))
    page_id = models.BigIntegerField(_("number of the page"))
    page_title = models.CharField(_("page"), max_length=255)
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("form version"))
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=SubmissionState.choices)
    state_at = models.DateTimeField(_("since"), default=timezone.now)
    rendered_at = models.DateTimeField(_("form made at"))
    submitted_at = models.DateTimeField(_("sent at"), default=timezone.now)
    answers = models.JSONField(_("answers"), default=dict)
    extras = models.JSONField(_("answers to fields removed meanwhile"), default=dict)
    subject = models.JSONField(_("what is signed or joined"), default=dict)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    display_name = models.CharField(_("name"), max_length=200, blank=True)
    search_text = models.TextField(_("search text"), blank=True)
    repeat_digest = models.CharField(max_length=64, blank=True, editable=False)
    address_digest = models.CharField(max_length=64, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    hold_reasons = models.JSONField(_("why it is held"), default=list, blank=True, editable=False)
    decline_reason = models.TextField(_("reason for declining"), blank=True)
    version_no = models.PositiveIntegerField(default=1, editable=False)
    purge_noticed_on = models.DateField(_("deletion announced on"), null=True, blank=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised at"), null=True, blank=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-submitted_at", "-id"]
        constraints = [
            # The net below the rule of one sending, one submission: see SubmitAction.
            models.UniqueConstraint(
                fields=["host_key", "repeat_digest"], condition=~Q(repeat_digest=""), name="one_sending_one_submission"
            ),
            # The net below the rule of one sending per address; empty where the host has no such rule or the sending does not count.
            models.UniqueConstraint(fields=["host_key", "address_digest"], condition=~Q(address_digest=""), name="one_sending_per_address"),
        ]
        indexes = [
            models.Index(fields=["-submitted_at", "-id"], name="submissions_by_time"),
            models.Index(fields=["host_key", "state", "-submitted_at"], name="submissions_by_host"),
            models.Index(fields=["state", "-submitted_at"], name="submissions_by_state"),
            models.Index(fields=["page_id"], name="submissions_by_page"),
        ]

    def __str__(self):
        # Wagtail's log keeps this text: never a person.
        return self.reference

    @cached_property
    def retention(self):
        """Return how long the answers to this host are kept."""
        return apps.get_model("forms_ext.Retention").of(self.host_key)

    @property
    def kept_until(self) -> date | None:
        """Return the last day on which the answers are kept; None where they went, stay for ever or nobody knows the day yet."""
        day = None if self.anonymised_at else self.retention.last_day_of(self)
        return None if day == date.max else day

    @property
    def kept_days_after_end(self) -> int | None:
        """Return for how many days the answers are kept after an end whose day is not known yet; None where that is no question."""
        unknown = self.retention.waits_for_the_end and self.retention.ends_at is None and not self.anonymised_at
        return self.retention.days_kept if unknown and not self.needs_no_end else None

    @property
    def needs_no_end(self) -> bool:
        """Tell whether its answers go even where nobody knows when the host ends: declined or cancelled, and no consent stands."""
        return self.state in ENDED and not self.consents.filter(state=ConsentState.GIVEN).exists()

    @property
    def frozen(self) -> dict:
        """Return the form in the wording that the visitor saw."""
        return self.form_version.frozen

    @property
    def signs(self) -> bool:
        """Tell whether it signs something: the hash of exactly that is part of its subject."""
        return "sha256" in self.subject

    @property
    def is_outside(self) -> bool:
        """Tell whether it still has to be confirmed or released: it holds no place, and no consent of it is in effect."""
        return self.state in WAITING_OUTSIDE

    @property
    def hold_words(self) -> list[str]:
        """Return in words why it is, or was, held."""
        return [str(HoldReason(reason).label) for reason in self.hold_reasons if reason in HoldReason.values]

    @property
    def held_because(self) -> list[str]:
        """Return in words why it is held now; empty once it is not."""
        return self.hold_words if self.state == SubmissionState.HELD else []

    @property
    def missed_side_events(self) -> list[str]:
        """Return the titles of the side events that were ticked when no place, and no turn in a queue, was left in them."""
        return self.missed_beside(None)

    def missed_beside(self, joined: set[str] | None) -> list[str]:
        """Return the titles of the side events that were ticked and are not in ``joined``.

        :param joined: the side events with a place or a turn in the queue; None for those that are stored.
        """
        spec = first_of_kind(self.frozen, "attendance")
        chosen = self.answers.get(spec["key"]) if spec else None
        if not chosen:
            return []
        if joined is None:
            joined = set(self.claims.values_list("pool__item", flat=True))
        return [label for key, label in option_labels(spec).items() if key in chosen and key not in joined]

    @property
    def main_claim(self):
        """Return the claim on the host's own places, or None where nothing is limited."""
        return next((claim for claim in self.claims.all() if claim.pool.item == ""), None)

    @property
    def side_claims(self):
        """Return the claims on side events."""
        return [claim for claim in self.claims.all() if claim.pool.item]
