"""Beginning to take a text apart, and each step of it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Page

from declarations.arrangement import Impossible, arranged, replay, take
from declarations.importer import Flag, Reading
from declarations.models import DeclarationPage, TextImport
from forms_ext.actions import Action, NotAllowed, NotPermitted

MOST_STEPS = 2000


class Outdated(NotAllowed):
    """The text was changed in another window meanwhile; nothing was done."""


def may_import(user, parent: Page, page: Page | None = None) -> bool:
    """Tell whether somebody may make a draft below ``parent``, or of a new wording of ``page``."""
    if page is None:
        return parent.permissions_for_user(user).can_add_subpage()
    rights = page.permissions_for_user(user)
    return page.alias_of_id is None and rights.can_edit() and not rights.page_locked()


@dataclass
class StartImportAction(Action):
    """Keep the reading of a text, so that an editor can take it apart.

    :param parent: the list of declarations.
    :param name: the name of the file, empty for a pasted text.
    :param page: the declaration whose new wording it is; None for a new one.
    """

    parent: Page
    reading: Reading
    user: object
    name: str = ""
    page: DeclarationPage | None = None

    def check(self):
        if not may_import(self.user, self.parent, self.page):
            raise NotPermitted

    def _flags(self) -> list[Flag]:
        """Return what was noticed; a page that is there has its title."""
        return [flag for flag in self.reading.flags if self.page is None or flag.code != "no_title"]

    def execute(self) -> TextImport:
        """Return the import.

        :raises NotPermitted: when the editor may not make a draft there.
        """
        self.check()
        TextImport.forget_old()
        beginning = arranged(self.reading, self.reading.source, self.parent.locale.language_code).as_dict()
        if self.page is not None:
            beginning["style"] = self.page.number_style
        return TextImport.objects.create(
            user=self.user,
            parent_id=self.parent.pk,
            page_id=self.page.pk if self.page else None,
            name=self.name[:255],
            source=self.reading.source.replace("\x00", ""),
            flags=[{"code": flag.code, "line": flag.line, "values": flag.values} for flag in self._flags()],
            conserved=self.reading.conserved,
            beginning=beginning,
            present=beginning,
        )


@dataclass
class TakeStepAction(Action):
    """Do one thing to the structure of a text, or undo the last.

    :param step: see :func:`declarations.arrangement.take`; None undoes the last step.
    :param done: how many steps the editor saw; another number means another window was faster.
    """

    draft: TextImport
    step: dict[str, Any] | None
    done: int
    user: object = None

    def check(self):
        if self.user is not None and self.draft.user_id != self.user.pk:
            raise NotPermitted

    @transaction.atomic
    def execute(self) -> TextImport:
        """Return the import after the step.

        :raises Impossible: when the step makes no sense; nothing is changed.
        :raises Outdated: when steps were taken meanwhile; nothing is changed.
        """
        self.check()
        draft = TextImport.objects.select_for_update().get(pk=self.draft.pk)
        if len(draft.steps) != self.done:
            raise Outdated
        if self.step is not None and self.done >= MOST_STEPS:
            raise Impossible("many")
        if self.step is None:
            draft.steps = draft.steps[:-1]
            draft.present = replay(draft.arrangement.from_dict(draft.beginning), draft.steps, draft.lines).as_dict()
        else:
            draft.present = take(draft.arrangement, self.step, draft.lines).as_dict()
            draft.steps = [*draft.steps, self.step]
        draft.save(update_fields=["steps", "present", "changed_at"])
        return draft
