"""Putting the ready-made form of an endorsement on a page."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from declarations.models import DeclarationPage
from declarations.ready_form import Words, ready_form, statement_words
from forms_ext.actions import Action, NotAllowed, NotPermitted
from forms_ext.models import ConsentStatement


def may_prepare(user, page: DeclarationPage) -> bool:
    """Tell whether somebody may change the draft of ``page`` now: it is no mirror of another page, and nobody locked it."""
    rights = page.permissions_for_user(user)
    return page.alias_of_id is None and rights.can_edit() and not rights.page_locked()


@dataclass
class PrepareEndorsementAction(Action):
    """Give a declaration the ready-made form, as a draft. Statements that are there already are used again.

    :param page: the page as it is edited now.
    """

    page: DeclarationPage
    user: object = None

    def check(self):
        if self.user is not None and not may_prepare(self.user, self.page):
            raise NotPermitted

    def execute(self) -> DeclarationPage:
        """Return the page; its draft has the form.

        :raises NotPermitted: when the editor may not change the page.
        :raises NotAllowed: when it has a form already.
        """
        self.check()
        page = self.page.get_latest_revision_as_object()
        if page.fields:
            raise NotAllowed(_("This page has a form already. Change it on the tab “Endorsement”."))
        with transaction.atomic(), translation.override(page.language):
            statements = {what: self._statement(words) for what, words in statement_words().items()}
            page.fields = ready_form(page.language, statements)
            page.save_revision(user=self.user, log_action=True)
        return page

    def _statement(self, words: Words) -> ConsentStatement:
        """Return the published statement of this name, made now where there is none."""
        found = ConsentStatement.objects.filter(name=words.name, locale=self.page.locale, nature=words.nature)
        if known := found.exclude(current_version=None).first():
            return known
        made = ConsentStatement(
            name=words.name,
            nature=words.nature,
            locale=self.page.locale,
            statement=words.statement,
            short_label=words.short_label,
            purposes=words.purposes,
            withdrawal=words.withdrawal,
            live=False,
        )
        made.save()
        made.save_revision(user=self.user).publish(user=self.user)
        return ConsentStatement.objects.get(pk=made.pk)
