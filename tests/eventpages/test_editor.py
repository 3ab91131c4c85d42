"""Writing an event: the form, its tabs and checks, previews, the list in the menu."""

from datetime import timedelta

import pytest
from convene_site.home.models import HomePage
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from eventpages.models import EventIndexPage, EventPage
from forms_ext.models import FormPage
from tests import builders

from .examples import ZONE, day, draft, event, fill, open_event, side_event


@pytest.fixture
def editor(client, admin_user):
    client.force_login(admin_user)
    return client


def form_data(**values):
    """Return what the editor's form sends for a new event, as a browser would."""
    usual = {
        "title": "Restoring the land",
        "slug": "restoring-the-land",
        "kind": "",
        "summary": "",
        "lead_image": "",
        "body": streamfield([]),
        "focus_areas": streamfield([]),
        "organisers": streamfield([]),
        "precision": "exact",
        "date_from": day(30).isoformat(),
        "time_from": "09:00",
        "date_to": "",
        "time_to": "",
        "timezone": ZONE,
        "zone_called": "",
        "attendance": "in_person",
        "place": "",
        "room": "",
        "online_url": "",
        "status": "scheduled",
        "status_note": "",
        "registration": "none",
        "external_url": "",
        "capacity": "",
        "waiting": "off",
        "offer_hours": "48",
        "retention_from": "end",
        "notice": "off",
        "recipients": "",
        "side_events": streamfield([]),
        "fields": streamfield([]),
        "opens_at": "",
        "closes_at": "",
        "button": "",
        "privacy_page": "",
        "thank_you": rich_text(""),
        "what_next": rich_text(""),
        "closed_text": rich_text(""),
        "full_text": rich_text(""),
        "related": streamfield([]),
        "seo_title": "",
        "search_description": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(usual | values)


def full_name(label="Full name"):
    return streamfield([("full_name", {"label": label, "hint": "", "required": "on", "error": ""})])


def add(editor, events, *, publish=True, **values):
    """Send the form of a new event and return the answer."""
    data = form_data(**values)
    if publish:
        data["action-publish"] = "yes"
    return editor.post(reverse("wagtailadmin_pages:add", args=("eventpages", "eventpage", events.pk)), data)


def errors_of(answer):
    return {field: list(errors) for field, errors in answer.context["form"].errors.items()}


def test_a_new_event_starts_with_a_sensible_form(editor, events):
    answer = editor.get(reverse("wagtailadmin_pages:add", args=("eventpages", "eventpage", events.pk)))
    fields = answer.context["form"].initial["fields"]

    assert answer.status_code == 200
    assert [(block.block_type, block.value["label"], block.value["required"]) for block in fields] == [
        ("full_name", "Full name", True),
        ("email", "E-mail address", True),
        ("organisation", "Organisation", False),
    ]


def test_the_sensible_form_is_in_the_language_of_the_page(editor, events, german_locale):
    german = events.copy_for_translation(german_locale, copy_parents=True)

    answer = editor.get(reverse("wagtailadmin_pages:add", args=("eventpages", "eventpage", german.pk)))

    labels = [block.value["label"] for block in answer.context["form"].initial["fields"]]
    assert labels == ["Vollständiger Name", "E-Mail-Adresse", "Organisation"]


def test_an_event_that_exists_keeps_its_form(editor, events):
    page = draft(events)

    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert list(answer.context["form"].initial["fields"]) == []


def test_the_form_has_four_tabs(editor, events):
    answer = editor.get(reverse("wagtailadmin_pages:add", args=("eventpages", "eventpage", events.pk)))

    tabs = [str(tab.heading) for tab in answer.context["edit_handler"].children]
    assert tabs == ["Content", "When and where", "Registration", "Promote"]


def test_an_event_is_published_from_the_editor(editor, events):
    answer = add(editor, events, registration="here", fields=full_name(), capacity="20")
    page = EventPage.objects.get()

    assert answer.status_code == 302
    assert (page.live, page.standing.phase.value, page.places.left) == (True, "open", 20)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"date_from": ""}, "date_from", "Write the date, or choose “To be announced”."),
        ({"time_from": ""}, "time_from", "Write when it begins, or choose “Day without a time”."),
        ({"precision": "month", "date_from": ""}, "date_from", "Write the date, or choose “To be announced”."),
        ({"registration": "elsewhere"}, "external_url", "Write the address where people register."),
        ({"registration": "here"}, "fields", "Add at least one question, or choose “No registration”."),
        ({"status": "cancelled"}, "status_note", "Tell visitors in one sentence what happened."),
    ],
)
def test_what_visitors_would_miss_is_asked_for_at_publishing(editor, events, values, field, sentence):
    answer = add(editor, events, **values)

    assert (answer.status_code, errors_of(answer)) == (200, {field: [sentence]})


@pytest.mark.parametrize("values", [{"date_from": ""}, {"registration": "here"}, {"status": "cancelled"}])
def test_a_draft_may_leave_it_open(editor, events, values):
    assert add(editor, events, publish=False, **values).status_code == 302


@pytest.mark.parametrize("publish", [True, False])
def test_a_date_that_cannot_be_is_refused_even_for_a_draft(editor, events, publish):
    answer = add(editor, events, publish=publish, timezone="Europe/Berlin", date_from="2027-03-28", time_from="02:30")

    assert errors_of(answer) == {"time_from": ["On 28 March 2027 the clocks in Berlin skip 2:30. Write 1:30 or 3:30."]}


def test_a_pasted_list_is_rows_after_saving(editor, events):
    pasted = streamfield([("focus_area", {"sentence": "● Soil before plan\n● Shared levies"})])
    add(editor, events, publish=False, focus_areas=pasted)

    page = EventPage.objects.get().get_latest_revision_as_object()

    assert [area.value["sentence"] for area in page.focus_areas] == ["Soil before plan", "Shared levies"]


def test_removing_a_side_event_with_people_is_refused_in_the_editor(editor, dialogue):
    builders.submit(dialogue, attendance=["walk"])
    data = form_data(registration="here", fields=full_name(), time_from="", precision="day") | {"action-publish": "yes"}

    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[dialogue.pk]), data)

    assert errors_of(answer) == {"side_events": ["“Dyke walk” was removed, but 1 person is registered for it: cancel it instead."]}
    assert "cancel it instead" in answer.content.decode()


# Previews


def preview(editor, page, mode):
    """Return the preview of ``page`` in ``mode``, as the panel beside the form shows it."""
    request = page.make_preview_request(original_request=editor.get("/admin/").wsgi_request, preview_mode=mode)
    assert request.status_code == 200
    return request.content.decode()


@pytest.mark.parametrize(
    ("mode", "words", "has_form"),
    [
        ("", "Register for this event", True),
        ("open", "Register for this event", True),
        ("errors", "There is a problem", True),
        ("thanks", "Your reference", False),
        ("mail", "You are registered", False),
        ("full", "Every place is taken", False),
        ("closed", "Registration is closed", False),
    ],
)
def test_every_phase_can_be_looked_at_before_it_happens(editor, dialogue, mode, words, has_form):
    html = preview(editor, EventPage.objects.get(pk=dialogue.pk), mode)

    assert (words in html, 'class="form"' in html) == (True, has_form)


@pytest.mark.parametrize("mode", ["", "open", "errors", "thanks", "mail", "full", "closed"])
def test_a_draft_that_was_never_published_can_be_looked_at(editor, events, mode):
    page = EventPage(
        title="New", slug="new", timezone=ZONE, path=events.path + "0001", depth=events.depth + 1, locale=Locale.objects.first()
    )
    fill(page, registration="here", capacity=3, side_events=[side_event() | {"id": None}], fields=builders.person())

    assert "New" in preview(editor, page, mode)


def test_a_draft_is_shown_with_the_places_it_would_have(editor, events):
    page = fill(event(events), registration="here", capacity=3, fields=builders.person())

    assert "3 of 3 left" in preview(editor, page, "")


def test_the_preview_modes_are_those_that_are_tested(events):
    assert [mode for mode, _name in EventPage().preview_modes] == ["", "open", "errors", "thanks", "mail", "full", "closed"]


# The tree


def test_events_stand_below_lists_only(home):
    assert EventPage.allowed_parent_page_models() == [EventIndexPage]
    assert EventIndexPage.allowed_parent_page_models() == [HomePage]
    assert EventPage.allowed_subpage_models() == []
    assert EventIndexPage.allowed_subpage_models() == [EventPage]
    assert not EventPage.can_create_at(home)
    assert not FormPage.can_create_at(EventIndexPage())


def test_both_kinds_say_what_they_are_for():
    assert [bool(str(kind.page_description)) for kind in (EventPage, EventIndexPage)] == [True, True]


# The list in the menu


def rows_of(answer):
    return [event.title for event in answer.context["object_list"]]


def test_the_list_shows_date_place_and_places(editor, dialogue):
    builders.submit(dialogue)
    html = editor.get("/admin/events/").content.decode()

    for words in (
        "Restoring the land",
        EventPage.objects.get(pk=dialogue.pk).when.date_words,
        "Place to be announced",
        "1 of 2",
        "1 place left",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Coming", "Draft", "Past"]),
        ("?when=upcoming", ["Coming", "Draft"]),
        ("?when=past", ["Past"]),
        ("?status=cancelled", ["Past"]),
        ("?registration=here", ["Coming"]),
        ("?q=coming", ["Coming"]),
        ("?q=coming&when=past", []),
        ("?q=past&when=past&status=cancelled&format=in_person", ["Past"]),
        ("?when=nonsense", ["Coming", "Draft", "Past"]),
    ],
)
def test_the_list_can_be_filtered(editor, events, query, found):
    open_event(events, title="Coming")
    draft(events, title="Draft")
    event(events, title="Past", date_from=day(-9), status="cancelled")

    assert sorted(rows_of(editor.get(f"/admin/events/{query}"))) == found


@pytest.mark.parametrize("ordering", ["title", "starts_at", "-starts_at", "place", "live", "nonsense"])
def test_the_list_can_be_ordered(editor, dialogue, ordering):
    assert editor.get(f"/admin/events/?ordering={ordering}").status_code == 200


def test_the_list_costs_as_much_for_many_events(editor, events, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(80) as captured:
            assert editor.get("/admin/events/").status_code == 200
        return len(captured)

    for number in range(3):
        open_event(events, title=f"Event {number}", capacity=2)
    cost()
    before = cost()
    for number in range(3, 20):
        draft(events, title=f"Event {number}", capacity=2, registration="here", live=True)

    assert cost() == before


def test_the_list_is_for_editors_only(client, events, django_user_model):
    client.force_login(django_user_model.objects.create_user("visitor", password="visitor"))

    assert client.get("/admin/events/").status_code == 302
    assert Page.objects.filter(pk=events.pk).exists()


def test_a_window_of_registration_is_kept_as_it_was_written(editor, events):
    opens = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    add(editor, events, registration="here", fields=full_name(), opens_at=opens.strftime("%Y-%m-%d %H:%M"))

    assert EventPage.objects.get().opens_at == opens
