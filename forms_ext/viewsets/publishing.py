"""Stopping before a changed form goes live where people already answered the one it replaces."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.models import Page, Revision

from forms_ext.models import FormHost
from forms_ext.models.impact import Impact, impact


def ask_before_publishing(request, page):
    """Answer with the page that tells what a draft means for those who answered; None where it means nothing to them.

    Wagtail has saved the draft as a revision by now: whoever goes back loses nothing.
    """
    found = serious_impact(page)
    if found is None:
        return None
    context = {
        "page": page,
        "page_title": _("Publish this form?"),
        "header_icon": "warning",
        "impact": found,
        "publish_url": reverse("forms_ext_publish", args=[page.pk, page.latest_revision_id]),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    return TemplateResponse(request, "forms_ext/desk/publish.html", context)


def serious_impact(draft: Page) -> Impact | None:
    """Return what publishing a draft means for those who answered the live form; None where it means nothing to them."""
    if not isinstance(draft, FormHost) or not draft.live or not draft.latest_revision_id:
        return None
    found = impact(type(draft).objects.get(pk=draft.pk), draft)
    return found if found.is_serious else None


def refuse_bulk_publishing(request, action_type: str, objects: list, action):
    """Lead back to the list when a draft among the selected ones means something to those who answered; none is published then."""
    if action_type != "publish":
        return None
    drafts = [page.get_latest_revision_as_object() for page in objects if isinstance(page, Page)]
    asking = [draft for draft in drafts if serious_impact(draft)]
    sentence = _(
        "Nothing was published: the draft of “%(title)s” changes what people already answered. Publish it in its editor, which says how."
    )
    for draft in asking:
        title = draft.get_admin_display_title()
        button = messages.button(reverse("wagtailadmin_pages:edit", args=[draft.pk]), _("Edit"))
        messages.warning(request, sentence % {"title": title}, buttons=[button])
    return HttpResponseRedirect(action.next_url) if asking else None


class PublishView(View):
    """Publish the revision that an editor saw the consequences of."""

    http_method_names = ["post", "options"]

    def post(self, request, page_id: int, revision_id: int):
        """Lead to the list of pages, as Wagtail does after publishing.

        Where somebody saved another draft meanwhile, lead back to the editor: its consequences are others.
        """
        page = get_object_or_404(Page, pk=page_id).specific
        if not isinstance(page, FormHost) or not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        if page.latest_revision_id != revision_id:
            messages.error(request, _("Somebody saved another draft meanwhile. Look at it before you publish."))
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        revision = get_object_or_404(Revision.objects.for_instance(page), pk=revision_id)
        PublishPageRevisionAction(revision, user=request.user, changed=True).execute()
        sentence = _("Page “%(title)s” has been published.")
        messages.success(request, sentence % {"title": page.get_admin_display_title()})
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
