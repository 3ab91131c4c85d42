"""Kinds and states of declarations, and what a change of their wording means."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What the text calls itself."""

    CONSENSUS = "consensus", _("Consensus")
    DECLARATION = "declaration", _("Declaration")
    STATEMENT = "statement", pgettext_lazy("declaration", "Statement")
    CHARTER = "charter", _("Charter")
    OPEN_LETTER = "open_letter", _("Open letter")


class Status(TextChoices):
    """Where the text stands. From adoption on its wording is kept as versions and its points keep their address."""

    PREPARATION = "preparation", _("In preparation")
    COMMENT = "comment", _("Open for comment")
    ADOPTED = "adopted", _("Adopted")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("declaration", "Withdrawn")


RECORDED = (Status.ADOPTED, Status.SUPERSEDED, Status.WITHDRAWN)


class ChangeClass(TextChoices):
    """What a new version is."""

    ADOPTED = "adopted", _("As adopted")
    CORRECTION = "correction", _("Correction: an error of writing, the meaning is the same")
    AMENDMENT = "amendment", _("Amendment: the organisers decided on another wording")
    TRANSLATION = "translation", _("Translation")


# What an editor may say when the wording of an adopted text changes.
CHANGES = [(change.value, change.label) for change in (ChangeClass.CORRECTION, ChangeClass.AMENDMENT)]

STYLES = [
    ("ordinal", _("Words: First, Second, …")),
    ("arabic", _("Numbers: 1., 2., …")),
    ("roman", _("Roman numbers: I., II., …")),
    ("article", _("Articles: Article 1, …")),
    ("none", pgettext_lazy("numbers", "None")),
]


class EndorsementMode(TextChoices):
    """Who may endorse."""

    CLOSED = "closed", _("Nobody")
    OPEN = "open", _("Everybody")
    INVITATION = "invitation", _("Whoever is given the link; the team decides")


class Signer(TextChoices):
    """Who endorses."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class Listing(TextChoices):
    """How an endorsement is shown in public, in words to choose from."""

    NAME = "name", _("Listed by name")
    ANONYMOUS = "anonymous", _("Counted without a name")
    NONE = "none", _("Neither listed nor counted in public")


class Withdrawal(TextChoices):
    """How an endorsement was taken back, as its owner chose."""

    ERASE = "erase", _("Withdrawn and erased")
    MARK = "mark", _("Withdrawn, and shown as withdrawn")


class Proof(TextChoices):
    """How an organisation showed that it is the one that signs."""

    DOMAIN = "domain", _("By its e-mail domain")
    STAFF = "staff", _("By the team")


class Source(TextChoices):
    """Where an endorsement was given."""

    ONLINE = "online", _("Online")
    PAPER = "paper", _("On paper")


class EndorsementEventKind(TextChoices):
    """What happened to an endorsement."""

    SIGNED = "signed", _("Signed")
    COUNTED = "counted", _("Counts from now on")
    UNCOUNTED = "uncounted", _("No longer counts")
    PROVED = "proved", _("Organisation proved")
    CARRIED = "carried", _("Carried over by a correction")
    RENEWED = "renewed", _("Signed again after an amendment")
    LISTED = "listed", _("Listing changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("endorsement", "Withdrawn")
    ERASED = "erased", _("Person erased")


class Role(TextChoices):
    """What a question of the form is for."""

    SIGNER = "signer", _("For whom")
    LISTING = "listing", _("How it is shown")
    RESERVATIONS = "reservations", _("Reservations")
    LISTING_CONSENT = "listing_consent", _("Consent to be listed")
