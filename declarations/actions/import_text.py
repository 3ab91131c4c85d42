"""Turning a text that was read into a draft."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from declarations.models import DeclarationPage
from declarations.ordinals import STYLES, lead_in, render
from forms_ext.actions import Action, NotPermitted


@dataclass
class ImportTextAction(Action):
    """Make one draft from the structure that the importer found. Nothing is corrected and nothing is published.

    :param parent: the list of declarations below which the draft is made.
    :param reading: what :func:`declarations.importer.read_text` found, as a dictionary.
    :param title: takes the place of a title that the text lacks.
    """

    parent: Page
    reading: dict[str, Any]
    title: str = ""
    user: object = None

    def check(self):
        if self.user is not None and not self.parent.permissions_for_user(self.user).can_add_subpage():
            raise NotPermitted

    def execute(self) -> DeclarationPage:
        """Return the draft.

        :raises NotPermitted: when the editor may not add pages there.
        """
        self.check()
        page = DeclarationPage(
            title=(self.title or self.reading["title"] or _("Imported text"))[:255],
            live=False,
            locale=self.parent.locale,
            number_style=number_style(self.reading, self.parent.locale.language_code),
            owner=self.user,
        )
        page.body = page.body.stream_block.to_python(stream(self.reading))
        self.parent.add_child(instance=page)
        page.save_revision(user=self.user, log_action=True)
        return page


def number_style(reading: dict[str, Any], language: str) -> str:
    """Return the style in which the text numbers its points; Arabic where no style fits all of them."""
    marked = [(point["number"], point["marker"].strip(" .,:;()").casefold()) for point in reading["points"] if point["number"]]
    for style in STYLES[:-1]:
        forms = [(render(number, style, language).casefold(), lead_in(number, style, language).casefold()) for number, _marker in marked]
        if marked and all(marker in pair for (_number, marker), pair in zip(marked, forms, strict=True)):
            return style
    return "arabic" if marked else "none"


def stream(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the structure as raw StreamField data with new block ids."""
    blocks = [part("preamble", paragraphs([text])) for text in reading["preamble"]]
    if reading["enacting"]:
        blocks.append(part("enacting", reading["enacting"]))
    for point in reading["points"]:
        if point["crossheading"]:
            blocks.append(part("crossheading", point["crossheading"]))
        blocks.append(part("point", point_value(point)))
    blocks += [part("closing", paragraphs([text])) for text in reading["closing"]]
    blocks += [part("annex", {"title": annex["title"], "text": paragraphs(annex["paragraphs"])}) for annex in reading["annexes"]]
    return blocks


def point_value(point: dict[str, Any]) -> dict[str, Any]:
    """Return the value of a point's block."""
    subpoints = [{"type": "item", "value": paragraphs(sub["paragraphs"]), "id": str(uuid.uuid4())} for sub in point["subpoints"]]
    return {"heading": point["heading"] or "", "text": paragraphs(point["paragraphs"]), "subpoints": subpoints, "fixed_number": ""}


def part(kind: str, value: Any) -> dict[str, Any]:
    """Return one block as raw StreamField data."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def paragraphs(texts: list[str]) -> str:
    """Return texts as rich text, one paragraph each."""
    return "".join(f"<p>{escape(text)}</p>" for text in texts)
