"""The event page as visitors get it."""

import json
import re

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site

from eventpages.models import EventPage
from tests import builders

from .examples import HALF_PAST_FIVE, NINE, attendance, change, day, draft, event, in_days, open_event, side_event


def text_of(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def plain(html):
    """Return the visible words of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S)).split())


def data_of(html):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(found.group(1)) if found else None


@pytest.fixture
def rich(events):
    """Return an event with something in every part of its page."""
    return open_event(
        events,
        kind="Science-policy dialogue",
        summary="What a flood plain does for the town downstream.",
        precision="exact",
        time_from=NINE,
        time_to=HALF_PAST_FIVE,
        zone_called="Hue",
        place="Hue, Viet Nam",
        room="Riverside Hall",
        attendance="hybrid",
        capacity=120,
        body=[
            builders.part("text", "<p>Two days on the dykes.</p>"),
            builders.part("quote", {"words": "Soil first.", "speaker": "A planner"}),
        ],
        focus_areas=[builders.part("focus_area", {"sentence": "Soil maps made before the plan"})],
        organisers=[builders.part("organiser", {"name": "Institute for Delta Studies", "role": "Host", "url": "https://delta.example/"})],
        side_events=[side_event(key="walk", place="Pier 3")],
        fields=[*builders.person(), attendance(), builders.consent(builders.statement())],
        what_next="<p>We write to you within a day.</p>",
    )


def test_facts_and_button_stand_before_the_text(client, rich):
    html = text_of(client, rich)
    order = ["<h1>Restoring the land", 'class="ticket open"', 'href="#register"', "Two days on the dykes"]

    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)


def test_page_shows_every_part(client, rich):
    words = plain(text_of(client, rich))

    for part in (
        "Science-policy dialogue",
        "9:00 to 17:30 (Hue). That is 2:00 to 10:30 in UTC.",
        "Hue, Viet Nam, and online",
        "Riverside Hall",
        "120 of 120 left",
        "What a flood plain does for the town downstream.",
        "Soil first.",
        "Soil maps made before the plan",
        "Institute for Delta Studies Host",
        "Dyke walk",
        "We write to you within a day.",
        "Register for this event",
    ):
        assert part in words


def test_page_has_one_title_no_cookie_and_no_trace_of_the_visitor(client, rich):
    first, second = client.get(rich.url), client.get(rich.url)

    def without_ticket(answer):
        return re.sub(r'name="ticket" value="[^"]+"', "", answer.content.decode())

    assert (first.content.decode().count("<h1"), dict(first.cookies)) == (1, {})
    assert without_ticket(first) == without_ticket(second)
    assert "Vary" not in first or "Cookie" not in first["Vary"]


def test_a_form_with_an_address_may_be_kept_by_caches_and_one_without_may_not(client, rich, events):
    anonymous = open_event(events, title="Poll", fields=builders.person()[:1])

    assert "no-store" not in client.get(rich.url).get("Cache-Control", "")
    assert "no-store" in client.get(anonymous.url)["Cache-Control"]


def test_page_is_cheap(client, rich, events, django_assert_max_num_queries, figure):
    for number in range(5):
        event(events, title=f"Other {number}")
    Site.get_site_root_paths()
    client.get(rich.url)

    with django_assert_max_num_queries(12) as captured:
        text_of(client, rich)

    figure(f"event page with form, consent and side event: {len(captured)} queries")
    assert len(captured) <= 12


def test_the_measure_of_queries_counts(client, rich, django_assert_max_num_queries, monkeypatch):
    """Without what the page saves, the same visit costs more."""
    Site.get_site_root_paths()
    client.get(rich.url)
    monkeypatch.setattr(EventPage, "get_view_restrictions", Page.get_view_restrictions)

    with django_assert_max_num_queries(40) as captured:
        text_of(client, rich)

    assert len(captured) == 13


def phase_values():
    return [
        ("open", {"closes_at": in_days(3)}, "Open until", True),
        ("soon", {"opens_at": in_days(3)}, "Registration opens on", False),
        ("closed", {"closes_at": in_days(-1)}, "Registration is closed", False),
        ("closed", {"closes_at": in_days(-1), "closed_text": "<p>Write to the office.</p>"}, "Write to the office.", False),
        ("cancelled", {"status": "cancelled", "status_note": "The hall is flooded."}, "The hall is flooded.", False),
        ("postponed", {"status": "postponed"}, "Registrations stay valid", False),
        ("elsewhere", {"registration": "elsewhere", "external_url": "https://partner.example/x"}, "Register at partner.example", False),
        ("past", {"date_from": day(-5), "date_to": None}, "This event took place", False),
        ("not_offered", {"registration": "none"}, "Restoring the land", False),
    ]


@pytest.mark.parametrize("number", range(9))
def test_page_says_its_phase_and_shows_the_form_only_while_it_is_taken(client, events, number):
    phase, values, words, has_form = phase_values()[number]
    page = open_event(events, **values)

    html = text_of(client, page)

    assert page.standing.phase == phase
    assert words in plain(html)
    assert ('class="form"' in html, 'href="#register"' in html) == (has_form, has_form)


def test_a_full_event_says_so_and_a_waiting_list_asks(client, events):
    full = open_event(events, title="Full", capacity=1, full_text="<p>Watch the stream.</p>")
    waiting = open_event(events, title="Waiting", capacity=1, waiting="auto")
    for page in (full, waiting):
        builders.submit(page)

    said, asked = plain(text_of(client, full)), text_of(client, waiting)

    assert ("Watch the stream." in said, "Register for this event" in said) == (True, False)
    assert ("Join the waiting list" in asked, 'class="form"' in asked) == (True, True)


def test_an_answer_with_errors_comes_back_on_the_event_page(client, rich):
    answer = builders.send(client, rich, email="nobody")
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "<title>Error: Restoring the land" in html
    assert "There is a problem" in html


def test_a_registration_leads_to_its_receipt_and_leaves_the_page_alone(client, rich):
    answer = builders.send(client, rich, attendance=["walk"])

    assert (answer.status_code, answer["Location"].startswith("/forms/receipt/")) == (303, True)
    assert "119 of 120 left" in plain(text_of(client, rich))


def test_a_sending_that_comes_too_late_says_why_and_keeps_what_was_written(client, events):
    page = open_event(events)
    form = page.form()
    data = builders.filled(page, form)
    change(page, closes_at=in_days(-1))

    answer = client.post(form.action, data)

    assert answer.status_code == 422
    assert ("This form is closed" in answer.content.decode(), 'value="Ada Berg"' in answer.content.decode()) == (True, True)


# Search engines and networks


def test_structured_data_tells_the_event(client, rich):
    data = data_of(text_of(client, rich))

    assert (data["@type"], data["@id"], data["name"]) == ("Event", f"urn:uuid:{rich.host_key}", rich.title)
    assert (data["startDate"], data["endDate"]) == (rich.when.start_attribute, rich.when.end_attribute)
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["organizer"] == [{"@type": "Organization", "name": "Institute for Delta Studies", "url": "https://delta.example/"}]
    assert data["offers"]["availability"] == "https://schema.org/InStock"
    assert data["inLanguage"] == "en"


@pytest.mark.parametrize(
    ("values", "status", "offered"),
    [
        ({}, "EventScheduled", True),
        ({"status": "cancelled"}, "EventCancelled", False),
        ({"status": "postponed"}, "EventPostponed", False),
        ({"registration": "none"}, "EventScheduled", False),
    ],
)
def test_structured_data_offers_only_what_can_be_had(client, events, values, status, offered):
    data = data_of(text_of(client, open_event(events, **values)))

    assert (data["eventStatus"], "offers" in data) == (f"https://schema.org/{status}", offered)


def test_structured_data_tells_where_a_moved_event_was(client, events):
    page = open_event(events, date_from=day(30))
    before = page.starts_at
    page = change(page, date_from=day(40), date_to=None)

    data = data_of(text_of(client, page))

    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == before.isoformat()
    assert EventPage.objects.get(pk=page.pk).previous_start == before


@pytest.mark.parametrize("values", [{"precision": "month"}, {"precision": "tba"}])
def test_structured_data_is_left_out_while_no_day_is_known(client, events, values):
    assert data_of(text_of(client, event(events, **values))) is None


def test_structured_data_cannot_be_broken_out_of(client, events):
    title = "</script><script>alert(1)</script> & \u2028 “quoted”"
    html = text_of(client, event(events, title=title, slug="hostile"))

    assert data_of(html)["name"] == title
    assert "<script>alert" not in html


def test_networks_get_title_and_summary(client, rich):
    html = text_of(client, rich)

    assert '<meta property="og:title" content="Restoring the land">' in html
    assert '<meta property="og:description" content="What a flood plain does for the town downstream.">' in html
    assert f'<link rel="canonical" href="{rich.full_url}">' in html


# Pictures and documents


# Wagtail leaves the file in which it makes a rendition to be closed by the garbage collector.
wagtail_closes_late = pytest.mark.filterwarnings("ignore:.*(SpooledTemporaryFile|FileIO).*:pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def picture(db):
    Collection.objects.exists() or Collection.add_root(name="Root")
    return get_image_model().objects.create(title="Dykes", file=get_test_image_file(size=(400, 300)))


@wagtail_closes_late
def test_a_picture_of_the_editor_stands_at_the_top_and_is_shared(client, events, picture, django_assert_max_num_queries):
    page = event(events, lead_image=picture)
    text_of(client, page)

    with django_assert_max_num_queries(14) as captured:
        html = text_of(client, page)

    assert len(captured) <= 14
    assert f'src="{picture.get_rendition("fill-1600x640|format-webp").url}"' in html
    shared = picture.get_rendition("fill-1200x630|format-jpeg").url
    assert f'<meta property="og:image" content="http://testserver{shared}">' in html
    assert data_of(html)["image"] == f"http://testserver{shared}"
    assert "/covers/restoring-the-land.svg" not in html


@wagtail_closes_late
def test_a_picture_whose_file_is_lost_spoils_nothing(client, events, picture):
    page = event(events, lead_image=picture)
    picture.file.delete(save=False)
    picture.renditions.all().delete()

    assert client.get(page.url).status_code == 200


@wagtail_closes_late
def test_a_picture_in_the_text_has_its_words(client, events, picture):
    image = {"image": picture.pk, "decorative": False, "alt_text": "A dyke set back by forty metres"}
    page = event(events, body=[builders.part("picture", {"image": image, "caption": "Photo: the dyke office"})])

    html = text_of(client, page)

    assert ('alt="A dyke set back by forty metres"' in html, "Photo: the dyke office" in html) == (True, True)


def test_documents_stand_together_beside_the_text(client, events):
    Collection.objects.exists() or Collection.add_root(name="Root")
    made = get_document_model().objects.create(title="Concept note", file=ContentFile(b"x" * 2048, name="note.pdf"), file_size=2048)
    listed = [{"document": made.pk, "title": title, "language": language} for title, language in (("", ""), ("Konzept", "de"))]
    body = [builders.part("text", "<p>Before.</p>"), builders.part("documents", [builders.part("item", item) for item in listed])]

    words = plain(text_of(client, event(events, body=body)))

    assert "Documents Concept note PDF, 2.0\xa0KB Konzept PDF, 2.0\xa0KB, German".replace("\xa0", " ") in words.replace("\xa0", " ")


def test_a_document_that_was_deleted_is_left_out(client, events):
    body = [builders.part("documents", [builders.part("item", {"document": 4711, "title": "Gone", "language": ""})])]

    assert "Gone" not in text_of(client, event(events, body=body))


# Other addresses


@pytest.mark.parametrize("route", ["ics/x/", "nothing/", "ics.ics/"])
def test_unknown_routes_are_not_found(client, dialogue, route):
    assert client.get(dialogue.url + route).status_code == 404


def test_a_draft_is_not_found_with_its_calendar(client, events):
    page = draft(events)

    assert [client.get(f"{events.url}{page.slug}/{route}").status_code for route in ("", "ics/")] == [404, 404]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_is_only_read(client, dialogue, method):
    assert getattr(client, method)(dialogue.url).status_code == 405


def test_a_card_of_the_start_page_knows_the_event(dialogue):
    said = EventPage.objects.get(pk=dialogue.pk).highlight()

    assert (said["badge"], said["state"], said["action"]) == ("2 places left", "few", "Register")
    assert said["action_address"] == f"{dialogue.url}#register"
