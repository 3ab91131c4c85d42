"""What Convene writes by mail: every letter with its variables, and when it is too late for it. The one place that lists them.

A letter is a kind of message in one situation: a receipt reads differently for somebody who waits. An editor may put a
subject and an opening of their own in place of the shipped ones (``models.MailTemplate``). In these, ``{reference}`` and the
other variables are put in by one pass over the editor's text: what is put in is never looked at again, so that a visitor who
is called ``{own_page}`` or ``{{ 7*7 }}`` is called so in the message, too.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from forms_ext.states import MessageKind


class Until(TextChoices):
    """How long a message that waits is worth sending; afterwards it is dropped."""

    ALWAYS = "always", _("always")
    END = "end", _("until the end of the event")
    OFFER = "offer", _("as long as the offer stands")


class Still(TextChoices):
    """What has to hold at the moment of sending; otherwise the message is dropped."""

    ANYWAY = "anyway", _("whatever happened meanwhile")
    ACTIVE = "active", _("the registration was not cancelled")
    TOLD = "told", _("the registration still stands where the message says")
    SEATED = "seated", _("the place is still held")
    OFFERED = "offered", _("the place is still offered")
    LEFT = "left", _("the place was not taken again")
    CONSENT = "consent", _("the consent that it asks for again still stands")


VARIABLES: dict[str, Promise] = {
    "name": _("the name as it was written; left out where it looks like an address"),
    "reference": _("the reference"),
    "title": _("the title of the page"),
    "when": _("date and time of the event; empty where it has none"),
    "place": _("house, room and town of the event; empty where it has none"),
    "own_page": _("the address of the visitor’s own page"),
    "side_event": _("what it is a place in: the event or the side event"),
    "position": _("the place on the waiting list"),
    "until": _("until when an offered place can be taken, or could be"),
    "reason": _("the reason for declining; empty where none was given"),
    "consent": _("the short label of the consent"),
}
COMMON = ("name", "reference", "title", "when", "place", "own_page")


@dataclass(frozen=True)
class Letter:
    """One letter.

    :param key: the kind of message, with the situation behind a colon where a kind has several.
    :param subject: the shipped subject, for the preview.
    :param variables: what an editor may write in braces beside those in ``COMMON``.
    :param free: False for letters to addresses that nobody confirmed yet: they carry no words of a visitor.
    :param to_office: True where the office is written to, not a visitor; such letters are not for rewording.
    :param html: False where it is plain text only.
    """

    key: str
    label: Promise
    subject: Promise | str = ""
    until: Until = Until.END
    still: Still = Still.ACTIVE
    variables: tuple[str, ...] = ()
    free: bool = True
    to_office: bool = False
    html: bool = True

    @property
    def kind(self) -> str:
        """Return the kind of message; it names the templates."""
        return self.key.partition(":")[0]

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return every variable that may stand in this letter."""
        return tuple(name for name in (*COMMON, *self.variables) if self.free or name != "name")


LETTERS = {
    letter.key: letter
    for letter in (
        Letter("receipt:confirmed", _("Receipt: the place is confirmed"), _("You are registered: %(title)s")),
        Letter("receipt:pending", _("Receipt: the place is held until the decision"), _("We have your registration: %(title)s")),
        Letter(
            "receipt:waiting",
            _("Receipt: on the waiting list"),
            _("You are on the waiting list: %(title)s"),
            variables=("position",),
        ),
        Letter("receipt:sent", _("Receipt: a form without places"), _("We have your message: %(title)s"), Until.ALWAYS),
        Letter("receipt:signed", _("Receipt: a text was signed"), _("Your signature: %(title)s"), Until.ALWAYS),
        Letter("amended", _("Signed text amended"), _("The text was amended: %(title)s"), Until.ALWAYS),
        Letter("change", _("Answers changed"), _("Your answers are changed: %(title)s")),
        Letter("join", _("Side event joined"), _("Side event: %(title)s"), variables=("side_event", "position")),
        Letter("consent", _("Consent given"), _("Consent given: %(label)s"), Until.ALWAYS, Still.ANYWAY, variables=("consent",)),
        Letter("link", _("New link"), _("Your new link: %(title)s"), Until.ALWAYS, Still.ANYWAY),
        Letter("erasure", _("Erasure asked for"), _("Your request for erasure: %(title)s"), Until.ALWAYS, Still.ANYWAY),
        Letter("confirm", _("Address to be confirmed"), _("Please confirm your address: %(title)s"), still=Still.TOLD, free=False),
        Letter("again", _("Sent again with the same address"), _("You have sent this before: %(title)s")),
        Letter("promotion", _("A place became free"), _("You have a place: %(title)s"), still=Still.SEATED, variables=("side_event",)),
        Letter(
            "offer",
            _("A place is offered"),
            _("A place is offered to you: %(title)s"),
            Until.OFFER,
            Still.OFFERED,
            variables=("side_event", "until"),
        ),
        Letter(
            "lapsed",
            _("Offer not taken in time"),
            _("The offered place went to the next person: %(title)s"),
            still=Still.LEFT,
            variables=("side_event", "until"),
        ),
        Letter(
            "passed",
            _("Offer left to the next"),
            _("You left the place to the next person: %(title)s"),
            still=Still.LEFT,
            variables=("side_event",),
        ),
        Letter("requeued", _("Asked for a place again"), _("Back on the waiting list: %(title)s"), variables=("side_event",)),
        Letter("decision:accepted", _("Decision: accepted"), _("You are registered: %(title)s"), still=Still.TOLD),
        Letter(
            "decision:declined",
            _("Decision: declined"),
            _("About your registration: %(title)s"),
            still=Still.TOLD,
            variables=("reason",),
        ),
        Letter("decision:received", _("Decision taken back: open again"), _("We have your registration: %(title)s"), still=Still.TOLD),
        Letter("cancellation", _("Registration cancelled"), _("Cancelled: %(title)s"), Until.ALWAYS, Still.ANYWAY),
        Letter(
            "leave",
            _("Place in a side event given back"),
            _("Place given back: %(title)s"),
            still=Still.LEFT,
            variables=("side_event",),
        ),
        Letter(
            "renewal",
            _("Consent asked for again: its wording means something else now"),
            _("Please read again: %(label)s"),
            Until.ALWAYS,
            Still.CONSENT,
            variables=("consent",),
        ),
        Letter(
            "reminder",
            _("Consent ends soon"),
            _("Ends soon: %(label)s"),
            Until.ALWAYS,
            Still.CONSENT,
            variables=("consent",),
        ),
        Letter(
            "withdrawal",
            _("Consent withdrawn"),
            _("Consent withdrawn: %(label)s"),
            Until.ALWAYS,
            Still.ANYWAY,
            variables=("consent",),
        ),
        Letter("seal", _("Seal of the consent ledger"), "", Until.ALWAYS, Still.ANYWAY, to_office=True, html=False),
        Letter("notice", _("Notice to the office"), "", Until.ALWAYS, Still.ANYWAY, to_office=True),
        Letter(
            "digest:day",
            _("Summary of a day for the office"),
            _("A day in figures: %(title)s"),
            Until.ALWAYS,
            Still.ANYWAY,
            to_office=True,
        ),
        Letter(
            "digest:hour",
            _("Summary of a busy hour for the office"),
            _("Many at once: %(title)s"),
            Until.ALWAYS,
            Still.ANYWAY,
            to_office=True,
        ),
    )
}
assert {letter.kind for letter in LETTERS.values()} <= set(MessageKind.values)  # noqa: S101 -- a mistake of a programmer

BRACED = re.compile(r"\{([^{}]*)\}")
LIKE_AN_ADDRESS = re.compile(r"//|@|www\.|[^\W_]\.[^\W\d_]{2,}", re.IGNORECASE)
LONGEST_NAME = 60


def letter_for(key: str) -> Letter:
    """Return the letter ``key``; of a kind in a situation that has no letter of its own, the first of its kind."""
    kind = key.partition(":")[0]
    first = next((letter for letter in LETTERS.values() if letter.kind == kind), None)
    return LETTERS.get(key) or first or Letter(key, key, "", Until.ALWAYS, Still.ANYWAY)


def unknown_variables(text: str, allowed: tuple[str, ...]) -> list[str]:
    """Return what stands in braces in ``text`` and is none of the ``allowed`` variables, each once, with its braces."""
    found = [match.group() for match in BRACED.finditer(text) if match.group(1) not in allowed]
    return list(dict.fromkeys(found))


def put_in(text: str, values: Mapping[str, str], shown: Callable[[str, str], str] = lambda _name, value: value) -> str:
    """Return ``text`` with its variables replaced, in one pass: what was put in is not looked at again.

    :param shown: gives the value as it stands in the text, from name and value.
    """

    def replaced(match: re.Match) -> str:
        name = match.group(1)
        return shown(name, values[name]) if name in values else match.group()

    return BRACED.sub(replaced, text)


def in_html(name: str, value: str) -> str:
    """Return a value as it stands in HTML: escaped; the own page as a link."""
    escaped = escape(value)
    return f'<a href="{escaped}">{escaped}</a>' if name == "own_page" and value else str(escaped)


def harmless_name(name: str) -> str:
    """Return a visitor's name for a letter, in one line; empty where it looks like an address and would make us send advertisements."""
    name = " ".join(name.split())[:LONGEST_NAME]
    return "" if LIKE_AN_ADDRESS.search(name) else name
