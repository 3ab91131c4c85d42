"""The ready-made form of an endorsement, and the three statements that it asks for."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from declarations.questions import starting
from forms_ext.models import ConsentStatement
from forms_ext.models.statements import Nature


@dataclass(frozen=True)
class Words:
    """The words of one statement, in the active language."""

    name: str
    nature: str
    statement: str
    short_label: str
    purposes: str
    withdrawal: str


def statement_words() -> dict[str, Words]:
    """Return the statements that the form needs, by what they are for, in the active language."""
    by_link = _("At any time, with the link in the message to you.")
    return {
        "processing": Words(
            _("Endorsement: use of my data"),
            Nature.ACKNOWLEDGEMENT,
            "<p>"
            + _(
                "To endorse a text may tell of a political opinion. I agree that my answers are kept to count and to prove this "
                "endorsement, and that I am asked again when the text is amended."
            )
            + "</p>",
            _("I agree that my data are used for this endorsement"),
            _("Counting and proving the endorsement"),
            by_link,
        ),
        "listing": Words(
            _("Endorsement: public list"),
            Nature.CONSENT,
            "<p>"
            + _(
                "My name, my organisation and my country stand in the public list of those who endorse this text, on this website and in "
                "files that everybody may download from it."
            )
            + "</p>",
            _("Consent to be listed"),
            _("Showing in public who endorses the text"),
            by_link,
        ),
        "news": Words(
            _("Endorsement: news of the text"),
            Nature.CONSENT,
            "<p>" + _("I want to hear by e-mail what becomes of this text: meetings, reports and later versions.") + "</p>",
            _("Consent to news by e-mail"),
            _("News of the text by e-mail"),
            by_link,
        ),
    }


def ready_form(language: str, statements: dict[str, ConsentStatement]) -> list[tuple[str, dict]]:
    """Return the questions of an endorsement in ``language``, the most important first.

    :param statements: the statements by what they are for, see :func:`statement_words`.
    """
    with translation.override(language):
        whom, person, organisation = _("For whom do you sign?"), _("For myself"), _("For an organisation")
        shown, by_name = _("How shall it be shown?"), _("With my name")
        for_organisation = {"question": whom, "answers": organisation}
        return [
            starting("signer", label=whom, person=person, organisation=organisation),
            starting("full_name", label=_("Full name"), required=True),
            starting("organisation", label=_("Organisation"), required=True, only_if=for_organisation),
            starting(
                "web_address",
                label=_("Web address of the organisation"),
                hint=_("An e-mail address of the same domain proves that you speak for it. Otherwise we look at it first."),
                required=True,
                only_if=for_organisation,
            ),
            starting(
                "short_text",
                label=_("Your role there"),
                hint=_("Only the organisers read this."),
                required=True,
                fills="organization-title",
                only_if=for_organisation,
            ),
            starting("country", label=_("Country"), required=False),
            starting(
                "email",
                label=_("E-mail address"),
                hint=_("We send one message; your signature counts once you confirm it there. Never shown."),
                required=True,
            ),
            starting(
                "listing",
                label=shown,
                name=by_name,
                anonymous=_("Counted, without my name"),
                none=_("Neither listed nor counted in public"),
            ),
            starting(
                "reservations", label=_("Do you have a reservation about a point?"), hint=_("Leave this open if you agree with all of it.")
            ),
            starting("reservation_text", label=_("Your reservations in words"), hint=_("Only the organisers read this.")),
            starting("listing_consent", statement=statements["listing"], only_if={"question": shown, "answers": by_name}),
            starting("consent", statement=statements["news"], ask="optional_tick"),
            starting("acknowledgement", statement=statements["processing"]),
        ]
