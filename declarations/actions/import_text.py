"""Turning a text that was taken apart into a draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, PageSubscription, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from declarations.arrangement import Arrangement
from declarations.arrangement.draft import Place, drafted
from declarations.models import DeclarationPage, TextImport
from forms_ext.actions import Action, NotAllowed, NotPermitted


@dataclass(frozen=True)
class Remark:
    """Something to look at, for a comment on the block that it concerns.

    :param line: the line of the source.
    :param sentence: what a person reads.
    :param values: words of the text that the sentence quotes.
    :param at_title: whether it concerns the title and no block.
    """

    line: int
    sentence: str
    values: dict[str, Any] = field(default_factory=dict)
    at_title: bool = False


@dataclass
class ImportTextAction(Action):
    """Make one draft from a text that was taken apart. Nothing is corrected and nothing is published.

    :param parent: the list of declarations below which the draft is made.
    :param remarks: each becomes a comment by ``user`` on the block that it concerns; without a user there are no comments.
    :param title: takes the place of the title in the text.
    :param ending: the import that ends with the draft.
    """

    parent: Page
    arrangement: Arrangement
    remarks: Iterable[Remark] = ()
    title: str = ""
    user: object = None
    ending: TextImport | None = None

    def check(self):
        if self.user is not None and not self.parent.permissions_for_user(self.user).can_add_subpage():
            raise NotPermitted

    @transaction.atomic
    def execute(self) -> DeclarationPage:
        """Return the draft.

        :raises NotPermitted: when the editor may not add pages there.
        :raises NotAllowed: when the draft was made already.
        """
        self.check()
        end_import(self.ending)
        draft = drafted(self.arrangement)
        page = DeclarationPage(
            title=(self.title or self.arrangement.title or _("Imported text"))[:255],
            live=False,
            locale=self.parent.locale,
            number_style=self.arrangement.style,
            owner=self.user,
        )
        page.body = page.body.stream_block.to_python(draft.blocks)
        self.parent.add_child(instance=page)
        add_comments(page, self.arrangement, draft.places, self.remarks, self.user)
        save_draft(page, self.user)
        if self.user is not None:
            # As for every page that somebody adds in the editor: answers to comments reach them.
            PageSubscription.objects.create(page=page, user=self.user, comment_notifications=True)
        return page


def save_draft(page: DeclarationPage, user):
    """Save a draft with its new comments, and write these into the history of the page."""
    # Each comment would index the whole page anew: minutes for hundreds of them.
    with disable_reference_index_auto_update():
        revision = page.save_revision(user=user, log_action=True)
    ReferenceIndex.create_or_update_for_object(page)
    for comment in revision.created_comments.all():
        comment.log_create(page_revision=revision, user=user)


def end_import(ending: TextImport | None):
    """Delete an import whose draft is being made.

    :raises NotAllowed: when it ended already.
    """
    if ending is not None and not TextImport.objects.filter(pk=ending.pk).delete()[0]:
        raise NotAllowed(_("This draft was made already."))


def add_comments(page: DeclarationPage, arrangement: Arrangement, places: dict[int, Place], remarks: Iterable[Remark], user):
    """Add the remarks to the page as comments that the next revision keeps."""
    for remark in remarks if user is not None else ():
        part = None if remark.at_title else arrangement.at_line(remark.line)
        place = places.get(part.key, Place("title")) if part else Place("title")
        comment = Comment(user=user, text=remark.sentence, contentpath=place.path, position=place.position(remark.values))
        getattr(page, COMMENTS_RELATION_NAME).add(comment)
