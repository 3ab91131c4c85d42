"""Putting a new wording of a declaration into a draft of its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from declarations.arrangement import Arrangement
from declarations.models import DeclarationPage, TextImport
from declarations.rewording import Rewording, reworded
from forms_ext.actions import Action, NotPermitted

from .arrange import Outdated, may_import
from .import_text import Remark, add_comments, end_import, save_draft


def rewording_of(page: DeclarationPage, arrangement: Arrangement) -> Rewording:
    """Return the arrangement in the blocks of a page, as it stands in its newest draft."""
    numbers = {point.uid: point.lead_in for point in page.points}
    return reworded(page.body.get_prep_value(), numbers, arrangement)


def with_wording(page: DeclarationPage, rewording: Rewording, *, title: str, style: str) -> DeclarationPage:
    """Give a page object the new text; nothing is saved."""
    page.body = page.body.stream_block.to_python(rewording.blocks)
    page.__dict__.pop("points", None)
    page.title, page.number_style = title[:255] or page.title, style
    return page


@dataclass
class RewordAction(Action):
    """Make a new draft of a declaration from a text that was taken apart. Points that are the same keep their id.

    Nothing is published: the page shows its present wording until somebody publishes the draft.

    :param page: the declaration.
    :param remarks: each becomes a comment by ``user`` on the block that it concerns, where that block changed.
    :param title: the title of the page; empty to keep it.
    :param revision: the number of the newest draft that the editor saw; another one means that somebody saved meanwhile.
    :param ending: the import that ends with the draft.
    """

    page: DeclarationPage
    arrangement: Arrangement
    revision: int | None
    user: object
    remarks: Iterable[Remark] = ()
    title: str = ""
    ending: TextImport | None = None

    def check(self):
        if not may_import(self.user, self.page.get_parent(), self.page):
            raise NotPermitted

    @transaction.atomic
    def execute(self) -> DeclarationPage:
        """Return the page with its new draft.

        :raises NotPermitted: when the editor may not edit the page, or somebody locked it.
        :raises Outdated: when the page was saved meanwhile; nothing is changed.
        :raises NotAllowed: when the draft was made already.
        """
        self.check()
        present = DeclarationPage.objects.select_for_update().get(pk=self.page.pk)
        if present.latest_revision_id != self.revision:
            raise Outdated
        end_import(self.ending)
        page = present.get_latest_revision_as_object()
        rewording = rewording_of(page, self.arrangement)
        with_wording(page, rewording, title=self.title, style=self.arrangement.style)
        told = [remark for remark in self.remarks if self._concerns_a_change(remark, rewording)]
        add_comments(page, self.arrangement, rewording.places, told, self.user)
        save_draft(page, self.user)
        return page

    def _concerns_a_change(self, remark: Remark, rewording: Rewording) -> bool:
        part = None if remark.at_title else self.arrangement.at_line(remark.line)
        return part is not None and part.key in rewording.places
