"""The pages and states that a visitor of the demo can meet, errors included: where each is and what to do there."""

from dataclasses import dataclass, field
from urllib.parse import quote

from convene_site import urls
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import path
from wagtail.models import PageViewRestriction

from declarations.models import DeclarationPage, Provision
from eventpages.models import EventIndexPage, EventPage
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from tests import builders

FORM = "main form[method=post]"


@dataclass
class State:
    """A page in a state: the address, what to do there, and the status of the page that this ends on."""

    name: str
    path: str
    do: object = field(default=lambda _page: None)
    status: int = 200

    def visit(self, page):
        """Go there, do it and return the status of the document that is shown last."""
        answers = []
        listener = lambda answer: answer.request.is_navigation_request() and answers.append(answer.status)  # noqa: E731 -- removed by name
        page.on("response", listener)
        page.goto(self.path)
        self.do(page)
        page.wait_for_load_state()
        page.remove_listener("response", listener)
        return answers[-1]


def failing(request, kind):
    """Fail as a view can: not allowed, a fault of ours, no database."""
    raise {"forbidden": PermissionDenied, "fault": ValueError, "pause": OperationalError}[kind]("planted")


# A URL configuration: the site's own and an address that fails.
urlpatterns = [path("fail/<str:kind>/", failing), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def send_unchecked(page, letters=0):
    """Send the form although the browser would ask for more, with a text of so many ``letters`` in its first long question."""
    page.locator(FORM).evaluate(
        """(form, letters) => {
            form.noValidate = true;
            const box = form.querySelector("textarea");
            if (letters) { box.removeAttribute("maxlength"); box.value = "words ".repeat(letters / 6); }
            setTimeout(() => form.requestSubmit());
        }""",
        letters,
    )


def send_empty(page):
    page.get_by_role("button", name="Register for this event").click()
    page.get_by_role("heading", name="There is a problem").wait_for()


def send_too_much(page):
    send_unchecked(page, 1_200_000)
    page.get_by_role("heading", level=1, name="more than the form can take").wait_for()


def post_from_elsewhere(action):
    """Return the address of a page of no site at all whose form posts to ``action``."""
    return "data:text/html," + quote(f"<!doctype html><form method='post' action='{action}'><button>Send</button></form>")


def send(page):
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", level=1).wait_for()


def send_after_unpublishing(event):
    """Return what somebody does who sends a form whose page was taken off the site meanwhile."""

    def send_late(page):
        shown = EventPage.objects.get(pk=event.pk)
        shown.unpublish()
        page.get_by_label("E-mail").fill("late@visitor.example")
        send_unchecked(page)
        page.get_by_text("late@visitor.example").wait_for()
        shown.save_revision().publish()

    return send_late


def full_event(event):
    """Return a copy of ``event`` whose only place is taken."""
    copy = event.copy(update_attrs={"slug": "full-house", "title": "Full house"})
    copy.capacity, copy.waiting = 1, "off"
    copy = builders.publish(copy)
    builders.submit(copy, email="first@visitor.example")
    return copy


def open_event():
    """Return the demo's open English event that has the most side events."""
    english = EventPage.objects.filter(locale__language_code="en", live=True)
    return max((event for event in english if event.takes_answers()), key=lambda event: len(event.side_events))


def public_states():
    """Return the pages and states of every day."""
    event = open_event()
    submission = next(one for one in Submission.objects.order_by("pk") if one.claims.filter(pool__item__gt="").exists())
    declaration = DeclarationPage.objects.filter(locale__language_code="en", live=True).first()
    return [
        State("home", "/"),
        State("events", EventIndexPage.objects.get(locale__language_code="en").url),
        State("event with form", event.url),
        State("event with errors", event.url, send_empty, 422),
        State("full", full_event(event).url),
        State("receipt", f"/forms/receipt/{AccessLink.issue(submission, Purpose.RECEIPT).token}/"),
        State("own page", f"/forms/mine/{AccessLink.issue(submission, Purpose.MANAGE).token}/"),
        State("declaration", declaration.url),
    ]


def error_states(home):
    """Return the pages that say what went wrong; the addresses that fail need this module as URL configuration.

    :param home: scheme, host and port of the running site.
    """
    event = open_event()
    action = home + event.form().action
    gone = event.copy(update_attrs={"slug": "soon-gone", "title": "Soon gone"})
    gone = builders.publish(gone)
    return [
        State("400", "/?q=%00", status=400),
        State("403", "/fail/forbidden/", status=403),
        State("foreign post", post_from_elsewhere(action), send, 403),
        State("404", "/nothing-here/", status=404),
        State("unknown link", "/forms/mine/unknown/", status=404),
        State("withdrawn point", f"/p/{withdrawn_point().short_id}/", status=410),
        State("gone form", gone.url, send_after_unpublishing(gone), 410),
        State("too large", event.url, send_too_much, 413),
        State("500", "/fail/fault/", status=500),
        State("503", "/fail/pause/", status=503),
    ]


def door_states():
    """Return what stands before pages that are not for everybody; these pages set a cookie."""
    event = open_event()
    secret = builders.publish(event.copy(update_attrs={"slug": "with-a-password", "title": "With a password"}))
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="reed-bed")
    inner = builders.publish(event.copy(update_attrs={"slug": "for-members", "title": "For members"}))
    PageViewRestriction.objects.create(page=inner, restriction_type="login")
    return [
        State("password asked", secret.url),
        State("wrong password", secret.url, knock),
        State("login asked", inner.url),
        State("wrong login", inner.url, knock),
    ]


def knock(page):
    for box in page.locator("main input:visible").all():
        box.fill("not-it")
    page.locator("main .submit button").click()
    page.get_by_role("heading", name="There is a problem").wait_for()


def withdrawn_point():
    """Return a point of an adopted text that was taken off the site."""
    declaration = DeclarationPage.objects.filter(locale__language_code="en", live=True).first()
    copy = builders.publish(declaration.copy(update_attrs={"slug": "taken-back", "title": "Taken back"}))
    copy.unpublish()
    return Provision.objects.filter(declaration_key=copy.translation_key).first()
