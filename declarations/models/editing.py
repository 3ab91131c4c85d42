"""The editor's form of a declaration: what protects an adopted wording."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail.admin.forms import WagtailAdminPageForm

from declarations.differences import DROPPED, MOVED, NEW, REWORDED, Change, Difference
from declarations.documents import Document
from declarations.identities import kept_identities
from declarations.schema import plain
from declarations.states import RECORDED

from .endorsements import Endorsement
from .versions import Provision, ProvisionText, TextVersion

NAMED = 8


class DeclarationForm(WagtailAdminPageForm):
    """Publishing another wording of an adopted text asks what the change is; a draft does not.

    A point that was taken out and written anew keeps the identity it had, unless the editor says that it is another one.
    """

    new_points = forms.BooleanField(
        required=False,
        label=gettext_lazy("Points written anew are other points"),
        help_text=gettext_lazy(
            "Without it a new point that reads like one that was taken out is that point again, and keeps its permanent address."
        ),
    )

    def _post_clean(self):
        super()._post_clean()
        page = self.instance
        if page.status in RECORDED and page.body and not self.cleaned_data.get("new_points"):
            page.kept_identities = keep_identities(page)
        if self.is_deferred_validation:
            return
        if page.status in RECORDED and not any(block.block_type == "point" for block in page.body or ()):
            self.add_error("body", _("An adopted text needs at least one point."))
        self._ask_for_change_class(page)

    def _ask_for_change_class(self, page):
        newest = TextVersion.newest(page.declaration_key, page.language) if page.pk and page.status in RECORDED else None
        difference = Difference(Document(newest.content), Document(page.wording())) if newest and page.wording_differs() else None
        if page.change_class and difference is None:
            self.add_error("change_class", _("The adopted wording did not change: leave this empty."))
        elif difference is not None and not page.change_class and not page.is_translation:
            sentence = _("The wording of this adopted text changed. Say whether you correct an error or whether it was amended.")
            changed = _("Changed since version %(number)s: %(parts)s.") % {"number": newest.number, "parts": changed_words(difference)}
            self.add_error("change_class", " ".join([sentence, changed, *signed_words(newest)]))


def keep_identities(page) -> list[tuple[str, str]]:
    """Give points that were taken out and written anew the identity they had; return the letters and the address of each."""
    points = [block for block in page.body if block.block_type == "point"]
    here = {block.id for block in points}
    known = dict(Provision.objects.filter(declaration_key=page.declaration_key).values_list("uid", "short_id"))
    if not known.keys() - here or not here - known.keys():
        return []
    letters = ProvisionText.objects.filter(provision__declaration_key=page.declaration_key, version__language=page.language)
    last = letters.order_by("version__number").values_list("provision__uid", "heading", "plain")
    gone = {uid: f"{heading} {text}" for uid, heading, text in last if uid not in here}
    document = Document(page.wording())
    new = {point.uid: point for point in document.points if point.uid not in known}
    found = kept_identities(gone, [(uid, f"{point.heading} {plain(point.html)}") for uid, point in new.items()])
    for block in points:
        if block.id in found:
            block.id = found[block.id]
    page.forget_reading()
    return [(new[mine].label, known[old]) for mine, old in found.items()]


def signed_words(version: TextVersion) -> list[str]:
    """Return what a change means for those who signed the version in force, as a sentence; nothing where nobody did."""
    number = Endorsement.objects.counted().filter(version=version).count()
    if not number:
        return []
    words = ngettext(
        "%(count)d signature stands under version %(number)s: a correction carries it over, an amendment leaves it there.",
        "%(count)d signatures stand under version %(number)s: a correction carries them over, an amendment leaves them there.",
        number,
    )
    return [words % {"count": number, "number": version.number}]


def changed_words(difference: Difference) -> str:
    """Return what changed in words, for example "the title; point 2: reworded"; much of it is counted."""
    found = [_("the title")] if difference.title_changed else []
    found += [_("the way of numbering")] if difference.style_changed else []
    found += [words for change in difference.changes if (words := _words_of(change))]
    if len(found) > NAMED:
        found[NAMED:] = [_("%(number)s more") % {"number": len(found) - NAMED}]
    return "; ".join(found)


def _words_of(change: Change) -> str:
    states = {NEW: pgettext("point", "new"), DROPPED: _("dropped"), MOVED: pgettext("point", "moved"), REWORDED: _("reworded")}
    said = [states[state] for state in change.states if state in states]
    if not said:
        return ""
    if change.kind == "point":
        name = _("point %(number)s") % {"number": change.part.label}
    else:
        name = {
            "preamble": _("preamble"),
            "enacting": _("enacting clause"),
            "crossheading": _("heading between points"),
            "closing": _("closing"),
            "annex": _("annex"),
        }[change.kind]
    return f"{name} ({', '.join(said)})"
