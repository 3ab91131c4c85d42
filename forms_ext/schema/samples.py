"""Made-up people and events for the preview of a letter. Nobody's data: every value is invented here."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .letters import Letter
from .occasion import Occasion

OWN_PAGE = "https://www.example.org/forms/mine/0123456789abcdef0123456789abcdef/"
OFFER_PAGE = "https://www.example.org/forms/offer/0123456789abcdef0123456789abcdef/"
STATES = {"receipt:confirmed": "accepted", "decision:accepted": "accepted", "decision:declined": "declined", "cancellation": "cancelled"}
SIGNING = {"receipt:signed", "amended"}
MAIN = {"receipt:confirmed": "confirmed", "receipt:pending": "pending", "receipt:waiting": "waiting"}


def sample(letter: Letter, language: str) -> dict[str, Any]:
    """Return the context of ``letter`` with invented data, in ``language``: what its templates and variables ask for."""
    with translation.override(language):
        title, walk = _("Dialogue on the river delta"), _("Walk along the dyke")
        submission = SimpleNamespace(
            reference="4K7M9PQR",
            page_title=title,
            language=language,
            state=STATES.get(letter.key, "received"),
            decline_reason=_("We have more requests than seats."),
            signs=letter.key in SIGNING,
        )
        claim = SimpleNamespace(title=walk, state="confirmed", queue_position=3, places=1, note=_("16 April 2027, 8:00 to 10:00 (Hanoi)"))
        place = SimpleNamespace(title=title, state=MAIN.get(letter.key, "confirmed"), queue_position=3, note="")
        occasion = Occasion(_("15 to 16 April 2027"), _("Riverside Hall, Hue"))
        answered = [_consent("given"), _consent("refused")]
        receipt = letter.kind == "receipt"
        return {
            "submission": submission,
            "subject": str(letter.subject or letter.label) % {"title": title, "label": answered[0].version.content["short_label"]},
            "own_page": OWN_PAGE,
            "occasion": occasion,
            "main": None if letter.key in {"receipt:sent", *SIGNING} else place,
            "side": [claim] if receipt else [],
            "missed": [],
            "consents": answered if receipt else [],
            "claim": claim,
            "others": [],
            "ends_at": datetime(2027, 10, 16, tzinfo=UTC),
            "days": 3,
            "signed": 1,
            "in_force": 2,
            "consent": answered[0],
            "until": _("10 April 2027, 9:00 (Hanoi)"),
            "offer_page": OFFER_PAGE,
            "reference": "4K7M 9PQR",
            "title": title,
            "state": _("Received"),
            "moment": _("15 April 2027"),
            "seal": SimpleNamespace(number=12, taken_at=datetime(2027, 4, 15, 3, tzinfo=UTC), records=240, length=312, sha256="0f" * 32),
            "figures": {"new": 12, "held": 2, "waiting": 1, "cancelled": 1},
            "url": "https://www.example.org/admin/desk/",
            "language": language,
            "values": {
                "name": "Ada Berg",
                "reference": "4K7M 9PQR",
                "title": title,
                "when": occasion.when,
                "place": occasion.place,
                "own_page": OWN_PAGE,
                "side_event": walk,
                "position": "3",
                "until": _("10 April 2027, 9:00 (Hanoi)"),
                "reason": submission.decline_reason,
                "consent": answered[0].version.content["short_label"],
            },
        }


def _consent(state: str) -> SimpleNamespace:
    label, words = _("Consent to photographs"), _("I agree that photographs in which I can be recognised are shown on this website.")
    content = {"short_label": label, "short_label_language": translation.get_language()}
    return SimpleNamespace(state=state, plain=words, version=SimpleNamespace(content=content, html=format_html("<p>{}</p>", words)))
