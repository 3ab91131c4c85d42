"""Keeping the wording of an adopted text when it is published."""

from dataclasses import dataclass

from django.db import transaction

from declarations.models import DeclarationPage, Provision, ProvisionText, TextVersion
from declarations.schema import plain
from declarations.states import RECORDED, ChangeClass
from forms_ext.actions import Action
from forms_ext.ledger import canonical, chained, sha256


@dataclass
class RecordWordingAction(Action):
    """Write the version of a published text, its points and their addresses. Safe to repeat: the same wording is kept once.

    A text that is not adopted yet leaves nothing behind.
    """

    page: DeclarationPage
    revision: object = None
    user: object = None

    def execute(self) -> TextVersion | None:
        """Return the version in force, or None where the text is not adopted."""
        if self.page.status not in RECORDED or self.page.alias_of_id:
            return None
        with transaction.atomic():
            newest = TextVersion.newest(self.page.declaration_key, self.page.language)
            version = self._keep(newest)
            self._keep_points(version)
            self._clear_change_class()
        return version

    def _keep(self, newest: TextVersion | None) -> TextVersion:
        text = canonical(self.page.wording())
        if newest is not None and newest.sha256 == sha256(text):
            return newest
        return TextVersion.objects.create(
            declaration_key=self.page.declaration_key,
            language=self.page.language,
            number=newest.number + 1 if newest else 1,
            page_id=self.page.pk,
            change_class=self._change_class(newest),
            translates=self._translates(),
            text=text,
            sha256=sha256(text),
            chain=chained(newest.chain if newest else "", sha256(text)),
        )

    def _change_class(self, newest: TextVersion | None) -> str:
        if self.page.is_translation:
            return ChangeClass.TRANSLATION
        return ChangeClass.ADOPTED if newest is None else self.page.change_class or ChangeClass.AMENDMENT

    def _translates(self) -> int | None:
        """Return the version that a translation was made from: the one the editor named, else the authentic one in force."""
        if not self.page.is_translation:
            return None
        authentic = TextVersion.newest(self.page.declaration_key, self.page.authentic_language)
        return self.page.translation_of or (authentic.number if authentic else None)

    def _keep_points(self, version: TextVersion):
        public = not self.page.get_view_restrictions().exists()
        for point in self.page.points:
            provision = Provision.of_point(version.declaration_key, point.uid)
            self._show(provision, public=public)
            fields = {
                "place": point.place,
                "number": point.lead_in[:40],
                "heading": point.heading,
                "html": point.html,
                "plain": plain(point.html),
            }
            ProvisionText.objects.get_or_create(provision=provision, version=version, defaults=fields)

    def _show(self, provision: Provision, *, public: bool):
        """Note whether the last wordings may be shown. All languages share the note: one that was private stays so."""
        others = provision.texts.exclude(version__language=self.page.language)
        if provision.public == public or (public and others.exists()):
            return
        provision.public = public
        provision.save(update_fields=["public"])

    def _clear_change_class(self):
        """Empty the kind of change, so that the next change has to name its own."""
        type(self.page).objects.filter(pk=self.page.pk).update(change_class="")
        self.page.change_class = ""
        if self.revision is not None and self.revision.content.get("change_class"):
            self.revision.content["change_class"] = ""
            self.revision.save(update_fields=["content"])
