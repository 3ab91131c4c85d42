"""What must not be deleted in the editor: pages to which somebody sent something, and statements that somebody read."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from forms_ext.models import ConsentStatement, ConsentVersion, Submission


def submissions_below(pages: list[Page]) -> int:
    """Return how many submissions were sent to these pages and the pages below them, in any language that goes with them."""
    doomed = set(pages)
    for construct in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
        cascaded = construct(pages, "delete")
        if cascaded:
            doomed |= {page for others in cascaded.values() for page in others}
    ids = {pk for page in doomed for pk in Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)}
    return Submission.objects.filter(page_id__in=ids).count()


def refusal(title: str, number: int) -> str:
    """Return the sentence that says why a page stays."""
    sentence = ngettext(
        "“%(title)s” cannot be deleted: %(number)d submission was sent to it or to pages below it. Unpublish it instead; "
        "visitors then no longer see it, and the submission stays.",
        "“%(title)s” cannot be deleted: %(number)d submissions were sent to it or to pages below it. Unpublish it instead; "
        "visitors then no longer see it, and the submissions stay.",
        number,
    )
    return sentence % {"title": title, "number": number}


def refuse_page_deletion(request, page: Page):
    """Lead back with the count, and offer to unpublish; None where nothing was sent."""
    number = submissions_below([page])
    if not number:
        return None
    buttons = []
    if page.live and page.permissions_for_user(request.user).can_unpublish():
        buttons = [messages.button(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), _("Unpublish"))]
    messages.error(request, refusal(page.get_admin_display_title(), number), buttons=buttons)
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def refuse_bulk_deletion(request, action_type: str, objects: list, action):
    """Lead back to the list when one of the selected pages has submissions; none of them is deleted."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not pages:
        return None
    counts = {page: submissions_below([page]) for page in pages}
    for page, number in counts.items():
        if number:
            messages.error(request, refusal(page.get_admin_display_title(), number))
    return HttpResponseRedirect(action.next_url) if any(counts.values()) else None


def refuse_statement_deletion(request, instances: list):
    """Lead back to the library when one of the statements was ever published: its wordings are evidence."""
    statements = [statement for statement in instances if isinstance(statement, ConsentStatement)]
    known = set(ConsentVersion.objects.filter(statement_id__in=[one.pk for one in statements]).values_list("statement_id", flat=True))
    for statement in statements:
        if statement.pk in known:
            sentence = _(
                "“%(name)s” cannot be deleted: it was published, and its wordings prove what people agreed to. "
                "Take it out of the forms that ask it, then unpublish it."
            )
            messages.error(request, sentence % {"name": statement.name})
    viewset = ConsentStatement.snippet_viewset
    return HttpResponseRedirect(reverse(viewset.get_url_name("list"))) if known else None
