"""What a careful colleague would say about a statement or a form before it is published. Nothing here blocks anybody.

Pure: it reads wordings and frozen forms, asks no database and changes nothing. The words of the texts are looked for in
English and German; in other languages only the rules about settings speak.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import strip_tags
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from .frozen import CONSENTS, CONTENT, Frozen


@dataclass(frozen=True)
class Concern:
    """One thing to look at.

    :param code: a short name of the rule.
    :param where: the label of the part it is about.
    :param sentence: what is odd.
    :param mend: what to do about it.
    """

    code: str
    where: str
    sentence: str
    mend: str


CHANNELS = {
    "website": r"web\s?(?:site|page|seite)|home\s?page|internet",
    "social media": r"social media|soziale[nr]? (?:medien|netzwerke)|facebook|instagram|linkedin|mastodon|youtube",
    "print": r"print(?:ed|s)?|report|brochure|leaflet|poster|book|bericht|broschüre|gedruckt|druck|publikation|publication|magazine?",
    "press": r"press|newspapers?|presse|zeitung(?:en)?",
}
CALLED_OPTIONAL = re.compile(
    r"\b(?:optional\w*|voluntar(?:y|ily)|if you (?:like|wish)|freiwillig\w*|falls gewünscht|auf wunsch)\b", re.IGNORECASE
)
ATTENDS = re.compile(
    r"\b(?:i|we) (?:\w+ ){0,2}(?:attend|join|take part|participate)\b"
    r"|\bich (?:nehme\b[^.]{0,80}\bteil\b|(?:werde|möchte)\b[^.]{0,80}\bteilnehmen\b|komme\b)",
    re.IGNORECASE,
)


def lint_statement(wording: dict) -> list[Concern]:
    """Return what is odd about one statement.

    :param wording: as ``ConsentStatement.wording`` gives it.
    """
    rules = (
        (_bundled, _no_withdrawal, _no_controller, _label_language, _attendance) if wording["nature"] == "consent" else (_label_language,)
    )
    return [found for rule in rules for found in rule(wording)]


def lint_form(frozen: Frozen) -> list[Concern]:
    """Return what is odd about a form as it is shown now, and about the statements in it."""
    found = []
    for field in frozen["fields"]:
        if field["kind"] in CONTENT:
            continue
        if field["kind"] in CONSENTS:
            found += lint_statement(field["wording"])
            found += _other_language(field, frozen["language"])
        if field["kind"] == "consent":
            found += _required_consent(field)
        found += _star_on_optional(field)
    found += _asked_twice(frozen)
    return list(dict.fromkeys(found))


def lint_side_events(first: date | None, last: date | None, side_events: Iterable[tuple[str, date]]) -> list[Concern]:
    """Return the side events that do not take place during their event.

    :param first: the first day of the event; None where it is not announced: then nothing can be said.
    :param last: its last day.
    :param side_events: title and day of each.
    """
    if first is None or last is None:
        return []
    sentence = _("“%(title)s” takes place on another day than the event it belongs to.")
    mend = _("Check its date. If it is right, say in its description that it is before or after the event.")
    return [
        Concern("side-event-outside", title, sentence % {"title": title}, mend) for title, day in side_events if not first <= day <= last
    ]


def language_name(code: str) -> str:
    """Return the name of a language in the active language; the code itself where it is unknown."""
    try:
        return get_language_info({"zh": "zh-hans"}.get(code, code))["name_translated"]
    except KeyError:
        return code


def _detail(wording: dict, name: str) -> str:
    return dict(map(tuple, wording["details"])).get(name, "")


def _said(wording: dict) -> str:
    return strip_tags(wording["html"].replace("<", " <"))


def _bundled(wording: dict) -> Iterator[Concern]:
    channels = _detail(wording, "channels")
    named = {
        channel for channel, words in CHANNELS.items() if re.search(rf"\b(?:{words})\b", f"{channels} {_said(wording)}", re.IGNORECASE)
    }
    listed = [part for part in re.split(r"[,;/\n]", channels) if part.strip()]
    if len(named) > 1 or len(listed) > 1:
        yield Concern(
            "bundled-channels",
            wording["short_label"],
            _("“%(label)s” asks for several ways of publishing with one answer.") % {"label": wording["short_label"]},
            _("Make one statement for each, so that somebody may agree to the website and refuse social media."),
        )


def _no_withdrawal(wording: dict) -> Iterator[Concern]:
    if not _detail(wording, "withdrawal"):
        yield Concern(
            "no-withdrawal",
            wording["short_label"],
            _("“%(label)s” does not say how to withdraw.") % {"label": wording["short_label"]},
            _("Fill in “How to withdraw” in the statement. The link in every message works at once: you may simply name it."),
        )


def _no_controller(wording: dict) -> Iterator[Concern]:
    if not _detail(wording, "controller"):
        yield Concern(
            "no-controller",
            wording["short_label"],
            _("“%(label)s” does not say who is responsible.") % {"label": wording["short_label"]},
            _("Fill in “Responsible” in the statement: organisation and office."),
        )


def _label_language(wording: dict) -> Iterator[Concern]:
    if wording["short_label_language"] != wording["language"]:
        names = {"label": language_name(wording["short_label_language"]), "text": language_name(wording["language"])}
        yield Concern(
            "label-language",
            wording["short_label"],
            _("The short label “%(short)s” is in another language (%(label)s) than its statement (%(text)s).")
            % {"short": wording["short_label"], **names},
            _("Write the label in the language of the statement, or translate the statement: receipts and lists show the label."),
        )


def _attendance(wording: dict) -> Iterator[Concern]:
    if ATTENDS.search(f"{wording['short_label']}. {_said(wording)}"):
        yield Concern(
            "attendance",
            wording["short_label"],
            _("“%(label)s” asks who will come. That is no consent: it needs places and a date, and nothing is withdrawn.")
            % {"label": wording["short_label"]},
            _("Make it a side event of the event and use the part “Side events to join” in the form."),
        )


def _other_language(field: dict, language: str) -> Iterator[Concern]:
    if field["wording"]["language"] != language:
        names = {"statement": language_name(field["wording"]["language"]), "page": language_name(language)}
        yield Concern(
            "statement-language",
            field["label"],
            _("“%(label)s” is shown in %(statement)s on a page in %(page)s.") % {"label": field["label"], **names},
            _("Translate the statement and publish the translation; the form then shows it by itself."),
        )


def _required_consent(field: dict) -> Iterator[Concern]:
    if field["ask"] == "must":
        yield Concern(
            "required-consent",
            field["label"],
            _("Nobody can send this form without agreeing to “%(label)s”. A consent that cannot be refused is rarely valid.")
            % {"label": field["label"]},
            _("Ask with “Yes or no”, or make it an acknowledgement if there is nothing to refuse."),
        )


def _asked_twice(frozen: Frozen) -> Iterator[Concern]:
    asked = [field for field in frozen["fields"] if field["kind"] in CONSENTS]
    seen = set()
    for field in asked:
        statement = field["wording"].get("statement")
        if statement in seen and statement is not None:
            yield Concern(
                "asked-twice",
                field["label"],
                _("“%(label)s” is asked more than once in this form: the answers may contradict each other.") % {"label": field["label"]},
                _("Keep one of them, or choose another statement."),
            )
        seen.add(statement)


def _star_on_optional(field: dict) -> Iterator[Concern]:
    texts = [field["label"], field.get("hint") or ""]
    if field["kind"] in CONSENTS:
        texts.append(_said(field["wording"]))
    if field.get("required") and CALLED_OPTIONAL.search(" ".join(texts)):
        yield Concern(
            "star-on-optional",
            field["label"],
            _("“%(label)s” is called optional and carries the star of a required answer.") % {"label": field["label"]},
            _("Take away “An answer is required”, or take the word “optional” out of the text. To refuse is an answer, too."),
        )
