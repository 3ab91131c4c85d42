"""Who endorsed which version of a text. Whether an endorsement counts is told by its submission: there is one truth."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from declarations.states import EndorsementEventKind, Listing, Proof, Signer, Source, Withdrawal
from forms_ext.models import ConsentRecord, Submission
from forms_ext.models.immutable import ImmutableModel
from forms_ext.states import ConsentState, SubmissionState

from .versions import TextVersion


class EndorsementQuerySet(models.QuerySet):
    """Endorsements as the public list, the counts and the desk ask for them."""

    def of_text(self, declaration_key):
        """Return those of one declaration, in any language and version."""
        return self.filter(declaration_key=declaration_key)

    def counted(self):
        """Return those that count: confirmed, accepted and not taken back."""
        return self.filter(submission__state=SubmissionState.ACCEPTED, withdrawal="")

    def public(self):
        """Return those that the public count tells: listed ones and anonymous ones."""
        return self.counted().exclude(listing=Listing.NONE)

    def with_consent(self):
        """Tell of each, as ``may_name``, whether its owner chose to be named and the consent to it stands now."""
        given = ConsentRecord.objects.filter(
            submission=OuterRef("submission"), field_key=OuterRef("listing_field"), state=ConsentState.GIVEN
        )
        return self.annotate(may_name=models.ExpressionWrapper(Q(listing=Listing.NAME) & Exists(given), models.BooleanField()))

    def named(self):
        """Return those that count and stand in the public list by name."""
        return self.public().with_name()

    def marked(self):
        """Return those that were taken back and are still shown, as their owners chose."""
        return self.filter(withdrawal=Withdrawal.MARK).exclude(serial=None).with_name()

    def with_name(self):
        """Return those that may be named and have a name."""
        nameless = Q(kind=Signer.PERSON, display_name="") | Q(kind=Signer.ORGANISATION, organisation="")
        return self.with_consent().filter(may_name=True).exclude(nameless)

    def shown(self, declaration_key, versions):
        """Return what the list of a text shows: named ones of these versions, and those that are marked as withdrawn."""
        counted = Q(submission__state=SubmissionState.ACCEPTED, withdrawal="", version__in=versions)
        marked = Q(withdrawal=Withdrawal.MARK, serial__isnull=False)
        return self.of_text(declaration_key).filter(counted | marked).with_name()

    def waiting_for_proof(self):
        """Return the confirmed ones of organisations of which nobody has said yet that they are the ones who sign."""
        return self.filter(kind=Signer.ORGANISATION, proof="", withdrawal="", submission__state=SubmissionState.RECEIVED)

    def standing(self):
        """Return those that were not taken back, whether they count yet or not."""
        return self.filter(withdrawal="").exclude(submission__state__in=[SubmissionState.CANCELLED, SubmissionState.DECLINED])


class Endorsement(models.Model):
    """One endorsement of one text version, as the public may see it. Address, role and words are the submission's alone.

    ``sha256`` is the hash of the text that was signed and never follows a correction; ``version`` is the one it counts for.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="endorsement", verbose_name=_("submission"))
    declaration_key = models.UUIDField(_("declaration"))
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="endorsements", verbose_name=_("version"))
    carried_from = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed as version")
    )
    sha256 = models.CharField(_("hash of the signed text"), max_length=64)
    kind = models.CharField(_("who"), max_length=12, choices=Signer.choices, default=Signer.PERSON)
    listing = models.CharField(_("shown"), max_length=12, choices=Listing.choices, default=Listing.NONE)
    listing_field = models.CharField(_("field of the consent to be listed"), max_length=64, blank=True)
    display_name = models.CharField(_("name"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    ror = models.CharField("ROR", max_length=9, blank=True)
    domain = models.CharField(_("web domain"), max_length=253, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    reservations = models.JSONField(_("points with a reservation"), default=list, blank=True)
    serial = models.PositiveIntegerField(_("number"), null=True, blank=True)
    proof = models.CharField(_("proof"), max_length=8, choices=Proof.choices, blank=True)
    proof_note = models.TextField(_("note on the proof"), blank=True)
    withdrawal = models.CharField(_("withdrawn"), max_length=8, choices=Withdrawal.choices, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices, default=Source.ONLINE)
    signed_at = models.DateTimeField(_("signed at"), default=timezone.now)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["declaration_key", "serial", "pk"]
        constraints = [models.UniqueConstraint(fields=["declaration_key", "serial"], name="one_endorsement_per_number")]
        indexes = [models.Index(fields=["version", "listing"], name="endorsements_by_version")]

    def __str__(self):
        # Wagtail's log keeps this text: never a person.
        return self.submission.reference

    @property
    def counts(self) -> bool:
        """Tell whether it counts now."""
        return self.submission.state == SubmissionState.ACCEPTED and not self.withdrawal

    @property
    def is_organisation(self) -> bool:
        """Tell whether an organisation endorses."""
        return self.kind == Signer.ORGANISATION

    @property
    def needs_proof(self) -> bool:
        """Tell whether it waits for somebody to say that the organisation is the one it says it is."""
        return self.is_organisation and not self.proof and self.submission.state == SubmissionState.RECEIVED and not self.withdrawal

    @property
    def shown_name(self) -> str:
        """Return what a list by name says: the organisation, or the person."""
        return self.organisation if self.is_organisation else self.display_name

    @property
    def newer(self) -> TextVersion | None:
        """Return the version in force where that is another than the one it counts for."""
        newest = TextVersion.newest(self.declaration_key, self.version.language)
        return None if newest == self.version else newest

    @property
    def is_named(self) -> bool:
        """Tell whether its name stands in the public list now."""
        return Endorsement.objects.named().filter(pk=self.pk).exists()

    @property
    def listings(self) -> list[tuple[str, str, bool]]:
        """Return the ways in which it can be shown, each with whether it is the chosen one."""
        return [(value, label, value == self.listing) for value, label in Listing.choices]

    @property
    def can_change(self) -> bool:
        """Tell whether its owner can choose how it is shown."""
        return not self.withdrawal and self.submission.state in {SubmissionState.RECEIVED, SubmissionState.ACCEPTED}

    @property
    def can_withdraw(self) -> bool:
        """Tell whether there is something to take back."""
        return not self.withdrawal and self.submission.state not in {SubmissionState.CANCELLED, SubmissionState.DECLINED}

    @property
    def signed_version(self) -> TextVersion:
        """Return the version whose words were read and signed."""
        return self.carried_from or self.version


class EndorsementEvent(ImmutableModel):
    """One thing that happened to an endorsement: the ledger from which every count can be made again. It names nobody."""

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="events", verbose_name=_("endorsement"))
    seq = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("what happened"), max_length=12, choices=EndorsementEventKind.choices)
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by_staff = models.BooleanField(_("by the team"), default=False)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("event of an endorsement")
        verbose_name_plural = _("events of endorsements")
        ordering = ["endorsement", "seq"]
        constraints = [models.UniqueConstraint(fields=["endorsement", "seq"], name="one_endorsement_event_per_number")]

    def __str__(self):
        return f"{self.endorsement_id} {self.seq} {self.kind}"
