"""The text that was read beside what was made of it: flags, steps, the draft."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Comment

from declarations.actions import ImportTextAction, Outdated, Remark, RewordAction, TakeStepAction
from declarations.actions.arrange import may_import
from declarations.arrangement import Impossible
from declarations.models import DeclarationPage, TextImport
from declarations.views.remarks import remarks
from declarations.views.structure import preview
from forms_ext.actions import NotAllowed

LONGEST_TITLE = 255
REFUSALS = {
    "no_part": gettext_lazy("Tick the parts first that this is about."),
    "first": gettext_lazy("There is nothing above it with which it could be merged."),
    "edge": gettext_lazy("It cannot move further in this direction: preamble, points and closing keep their order."),
    "cut": gettext_lazy("It cannot be divided there."),
    "heading": gettext_lazy("These are not the first words of the part. The wording is not changed here; you can do so in the draft."),
    "no_heading": gettext_lazy("Only points and annexes have a heading."),
    "many": gettext_lazy("So many steps are enough here. Make the draft and go on in its editor."),
    "step": gettext_lazy("This step is not known here. Nothing was changed."),
}


def _own(request: HttpRequest, import_id: int) -> TextImport | None:
    """Return the editor's own import, or None when it ended.

    :raises PermissionDenied: when it is somebody else's, or the editor lost the right to make drafts there.
    """
    draft = TextImport.objects.filter(pk=import_id).select_related("parent", "page").first()
    if draft is None:
        return None
    page = draft.page.specific if draft.page else None
    if draft.user_id != request.user.pk or not may_import(request.user, draft.parent, page):
        raise PermissionDenied
    return draft


def _ended(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("This import has ended: its draft was made, or nobody touched it for 14 days."))
    return redirect("wagtailadmin_explore_root")


def show(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show source and structure."""
    draft = _own(request, import_id)
    if draft is None:
        return _ended(request)
    return render(request, "declarations/arrange.html", preview(draft, request.GET.get("part", "")))


@require_POST
def take_step(request: HttpRequest, import_id: int) -> HttpResponse:
    """Do one thing to the structure and show it where it was done."""
    draft = _own(request, import_id)
    if draft is None:
        return _ended(request)
    step, opened = read_step(request.POST)
    if step.get("verb") == "open":
        return _back(draft, opened, panel=True)
    try:
        TakeStepAction(draft, None if step.get("verb") == "undo" else step, number(request.POST.get("done")), user=request.user).execute()
    except Impossible as refusal:
        messages.error(request, REFUSALS[refusal.code])
    except Outdated:
        messages.error(request, _("The structure was changed in another window. This is how it stands now; nothing was lost."))
    return _back(draft, opened)


def _back(draft: TextImport, key: int | None, *, panel: bool = False) -> HttpResponse:
    address = reverse("declarations_import_preview", args=[draft.pk])
    if key is None:
        return redirect(address)
    return redirect(f"{address}?part={key}#panel" if panel else f"{address}#part-{key}")


def read_step(posted) -> tuple[dict[str, Any], int | None]:
    """Return what a form asks for, and the part beside which to go on. Nonsense becomes a step that is refused."""
    verb, _colon, value = posted.get("do", "").partition(":")
    keys = [number(key) for key in posted.getlist("part")]
    first = keys[0] if keys else None
    steps = {
        "change": {"keys": keys, "kind": posted.get("kind", "")},
        "merge": {"keys": keys},
        "move": {"keys": keys, "by": -1 if value == "up" else 1},
        "split": {"key": first, "at": number(value)},
        "head": {"key": first, "words": posted.get("words", "")},
        "number": {"style": posted.get("style", "")},
        "look": {"flags": [number(flag) for flag in value.split("-") if flag], "seen": True},
        "unlook": {"verb": "look", "flags": [number(value)], "seen": False},
        "open": {},
        "match": {"key": number(value), "uid": named(posted.get(f"same-{value}", ""))},
        "undo": {},
    }
    return ({"verb": verb, **steps[verb]} if verb in steps else {"verb": ""}), first


def named(choice: str) -> str | None:
    """Return the point that was chosen: an id, empty for a new point, None where it shall be found by itself."""
    return {"": None, "new": ""}.get(choice, choice[:64])


def number(text: str | None) -> int:
    """Return a whole number that was sent, or -1."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else -1


@require_POST
def make(request: HttpRequest, import_id: int) -> HttpResponse:
    """Make the draft and lead to its editor, where what is open stands as comments."""
    draft = _own(request, import_id)
    if draft is None:
        return _ended(request)
    title = request.POST.get("title", "").replace("\x00", "").strip()
    if len(title or draft.arrangement.title) > LONGEST_TITLE:
        messages.error(request, _("The title is longer than 255 letters. Write a shorter one, or split its part; nothing is cut off."))
        return _back(draft, None)
    found = [remark for remark in remarks(draft.found, draft.arrangement.seen) if not (remark.at_title and title)]
    try:
        page, count = _made(request, draft, found, title)
    except Outdated:
        messages.error(request, _("Somebody saved the declaration meanwhile. Look at the comparison again; nothing was lost."))
        return _back(draft, None)
    except NotAllowed:
        return _ended(request)
    sentence = ngettext(
        "The draft is made. %(count)d comment says what to look at.", "The draft is made. %(count)d comments say what to look at.", count
    )
    messages.success(request, sentence % {"count": count} if count else _("The draft is made."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _made(request: HttpRequest, draft: TextImport, found: list[Remark], title: str) -> tuple[DeclarationPage, int]:
    """Make the draft of a new page, or of a page that is there, and return it with the number of its new comments."""
    if draft.page is None:
        page = ImportTextAction(draft.parent, draft.arrangement, found, title=title, user=request.user, ending=draft).execute()
        return page, len(found)
    known = Comment.objects.filter(page_id=draft.page_id).count()
    revision = number(request.POST.get("revision"))
    page = RewordAction(draft.page.specific, draft.arrangement, revision, request.user, remarks=found, title=title, ending=draft).execute()
    return page, Comment.objects.filter(page_id=page.pk).count() - known


@require_POST
def discard(request: HttpRequest, import_id: int) -> HttpResponse:
    """Throw an import away."""
    draft = _own(request, import_id)
    if draft is None:
        return _ended(request)
    draft.delete()
    messages.success(request, _("The import was thrown away."))
    return redirect("wagtailadmin_explore", draft.parent_id)
