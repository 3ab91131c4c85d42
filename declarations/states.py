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
