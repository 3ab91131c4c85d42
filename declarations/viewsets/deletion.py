"""Before a declaration is deleted: what stays, what is lost, and that unpublishing would do."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from declarations.models import DeclarationPage, Provision, TextVersion


def kept_below(page: Page) -> tuple[int, int]:
    """Return how many versions and how many cited points were kept of the declarations at and below ``page``."""
    keys = list(DeclarationPage.objects.descendant_of(page, inclusive=True).filter(alias_of=None).values_list("translation_key", flat=True))
    pages = DeclarationPage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)
    versions = TextVersion.objects.filter(declaration_key__in=keys, page_id__in=list(pages)).count()
    return versions, Provision.objects.filter(declaration_key__in=keys).count() if versions else 0


def sentence(title: str, versions: int, points: int) -> str:
    """Return what deleting an adopted text means."""
    kept = ngettext("%(number)d version", "%(number)d versions", versions) % {"number": versions}
    cited = ngettext("%(number)d point", "%(number)d points", points) % {"number": points}
    words = _(
        "“%(title)s” was adopted: %(versions)s and the permanent addresses of %(points)s are kept for ever. If you delete the page, "
        "these addresses show the last wording and say that the text is gone; a new page with the same text has other addresses. "
        "If you unpublish it instead, they lead to it again as soon as it is published."
    )
    return words % {"title": title, "versions": kept, "points": cited}


def explain_page_deletion(request, page: Page):
    """Say on the page that asks for confirmation what stays and what is lost, and offer to unpublish."""
    if request.method == "POST":
        return
    versions, points = kept_below(page)
    if versions:
        buttons = []
        if page.live and page.permissions_for_user(request.user).can_unpublish():
            buttons = [messages.button(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), _("Unpublish"))]
        messages.warning(request, sentence(page.get_admin_display_title(), versions, points), buttons=buttons)


def refuse_bulk_deletion(request, action_type: str, objects: list, action):
    """Lead back to the list when an adopted text is among the selected pages: it is deleted alone, after reading what that means."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not pages:
        return None
    adopted = [(page, kept) for page in pages if (kept := kept_below(page))[0]]
    for page, kept in adopted:
        told = sentence(page.get_admin_display_title(), *kept)
        messages.error(request, told + " " + _("Nothing was deleted. Delete this page by itself if you are sure."))
    return HttpResponseRedirect(action.next_url) if adopted else None
