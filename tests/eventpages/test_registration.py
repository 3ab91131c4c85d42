"""Registration on the page: places, side events, what an editor may take away."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone, translation
from icalendar import Calendar
from wagtail.models import Locale

from eventpages.models import EventPage
from eventpages.models.side_events import lonely_side_events, lost_side_events
from forms_ext.actions import CancelAction, Closed, Full, LeaveAction
from forms_ext.actions.deliver import build
from forms_ext.actions.joining import JoinAction
from forms_ext.audits import audit_places
from forms_ext.emails import own_page_url
from forms_ext.models import Claim, Message, Pool
from forms_ext.models.places import ClaimQuerySet
from tests import builders

from .examples import change, day, event, fill, in_days, open_event, side_event


def claims_of(submission):
    return {claim.pool.item: claim.state for claim in submission.claims.select_related("pool")}


def fresh(page):
    return EventPage.objects.get(pk=page.pk)


def without(page, item):
    """Return the side events of ``page`` as raw data, without one of them."""
    return [block for block in page.side_events.raw_data if block["id"] != item]


def test_pools_are_the_event_and_its_side_events(dialogue):
    assert [(spec.item, spec.title, spec.capacity, spec.waiting, spec.offered) for spec in dialogue.pools()] == [
        ("", "Restoring the land", 2, "auto", True),
        ("walk", "Dyke walk", 1, "off", True),
        ("dinner", "Dinner", None, "off", True),
    ]


def test_a_side_event_says_when_and_where_in_the_language_of_the_page(events):
    raw = [side_event(place="Pier 3", key="walk") | {}]
    raw[0]["value"] |= {"date": "2027-05-14", "time_from": "14:00:00", "time_to": "17:00:00"}
    page = open_event(events, side_events=raw)

    with translation.override("de"):
        german = page.pools()[1].note
    with translation.override("en"):
        english = page.pools()[1].note

    assert (german, english) == ("14. Mai 2027, 14:00 bis 17:00 Uhr · Pier 3", "14 May 2027, 14:00 to 17:00 · Pier 3")


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        ({}, [True, True]),
        ({"registration": "none"}, [False, False]),
        ({"registration": "elsewhere", "external_url": "https://partner.example/"}, [False, False]),
        ({"status": "cancelled"}, [False, False]),
        ({"status": "postponed"}, [False, False]),
        ({"side_events": [side_event(key="walk", cancelled=True)]}, [True, False]),
        ({"side_events": [side_event(number=-2, key="walk")]}, [True, False]),
    ],
)
def test_places_are_offered_while_registrations_are_taken(events, values, offered):
    page = open_event(events, **({"side_events": [side_event(key="walk")]} | values))

    assert [spec.offered for spec in page.pools()] == offered
    assert list(Pool.objects.of_host(page.host_key).values_list("offered", flat=True)) == offered


def test_an_event_without_a_limit_counts_everybody(events):
    page = open_event(events)

    submission = builders.submit(page)

    assert (claims_of(submission), fresh(page).places.taken, fresh(page).places.left) == ({"": "confirmed"}, 1, None)


def test_the_last_places_go_in_order_and_then_people_wait(dialogue):
    phases = []
    for name in "abc":
        phases.append(fresh(dialogue).standing.phase.value)
        last = builders.submit(fresh(dialogue), email=f"{name}@example.org")

    assert phases == ["few", "few", "waiting"]
    assert (claims_of(last), fresh(dialogue).places.queue) == ({"": "waiting"}, 1)


def test_who_joins_a_side_event_takes_its_place(dialogue):
    submission = builders.submit(dialogue, attendance=["walk", "dinner"])

    assert claims_of(submission) == {"": "confirmed", "walk": "confirmed", "dinner": "confirmed"}


def test_a_full_side_event_never_stops_a_registration(dialogue):
    builders.submit(dialogue, attendance=["walk"])

    second = builders.submit(fresh(dialogue), email="b@example.org", attendance=["walk"])

    assert claims_of(second) == {"": "confirmed"}


def test_a_side_event_that_filled_up_meanwhile_is_told(client, dialogue):
    form = dialogue.form()
    builders.submit(dialogue, attendance=["walk"])

    answer = client.post(form.action, builders.filled(dialogue, form, email="b@example.org", attendance=["walk", "dinner"]))

    receipt = " ".join(client.get(answer["Location"]).content.decode().split())
    message = Message.objects.get(to="b@example.org")
    own = " ".join(client.get(re.search(r"/forms/mine/[0-9a-f]{32}/", message.text).group()).content.decode().split())
    assert 'Dyke walk <span class="badge off">No place</span>' in receipt
    assert 'Dyke walk <span class="badge off">No place</span>' in own
    assert "Dyke walk: No place\n" in message.text
    assert ">Dyke walk</th>" in message.html
    assert "Dinner: Place confirmed\n" in message.text


def test_a_full_event_without_a_waiting_list_takes_nobody(events):
    page = open_event(events, capacity=1)
    builders.submit(page)

    with pytest.raises(Full):
        builders.submit(fresh(page), email="b@example.org")

    assert fresh(page).standing.phase == "full"


@pytest.mark.parametrize("values", [{"status": "cancelled"}, {"status": "postponed"}, {"date_from": day(-3), "date_to": None}])
def test_an_event_that_is_off_or_over_takes_nobody(events, values):
    page = open_event(events)
    form = page.form()
    change(page, **values)

    answer = Closed
    with pytest.raises(answer):
        builders.submit(fresh(page))

    assert (form.is_bound, Claim.objects.count()) == (False, 0)


def test_cancelling_an_event_keeps_everybody_who_registered(dialogue):
    submission = builders.submit(dialogue, attendance=["walk"])

    change(dialogue, status="cancelled")

    assert claims_of(submission) == {"": "confirmed", "walk": "confirmed"}


def test_a_place_given_back_after_the_event_goes_to_nobody(dialogue):
    first, _second, waiting = [builders.submit(fresh(dialogue), email=f"{name}@example.org") for name in "abc"]
    change(dialogue, date_from=day(-3), date_to=day(-3), side_events=[])

    CancelAction(first).execute()

    assert claims_of(waiting) == {"": "waiting"}
    assert not Message.objects.filter(kind="promotion").exists()


def test_a_smaller_event_releases_nobody(dialogue):
    for name in "ab":
        builders.submit(fresh(dialogue), email=f"{name}@example.org")

    page = change(dialogue, capacity=1)

    assert (page.places.taken, page.places.left, page.standing.phase) == (2, 0, "waiting")


@pytest.mark.parametrize(("people", "words"), [(1, "1 person is registered"), (2, "2 people are registered")])
def test_a_side_event_with_people_cannot_be_removed(dialogue, people, words):
    change(dialogue, side_events=[side_event(key="walk"), side_event("Dinner", 30, key="dinner")])
    for number in range(people):
        builders.submit(fresh(dialogue), email=f"{number}@example.org", attendance=["walk"])
    page = fill(fresh(dialogue), side_events=without(fresh(dialogue), "walk"))

    assert list(lost_side_events(page, page.side_events)) == [f"“Dyke walk” was removed, but {words} for it: cancel it instead."]


def test_people_who_wait_for_a_side_event_count_as_registered(dialogue):
    change(dialogue, side_events=[side_event(key="walk", capacity=1, waiting="auto")])
    for number in range(2):
        builders.submit(fresh(dialogue), email=f"{number}@example.org", attendance=["walk"])

    [sentence] = lost_side_events(fresh(dialogue), [])
    assert "2 people" in sentence


def test_an_older_version_without_a_side_event_is_published_on_time_and_loses_nobody(dialogue):
    change(dialogue, side_events=[])
    older = fresh(dialogue).save_revision()
    change(dialogue, side_events=[side_event(key="walk")])
    person = builders.submit(fresh(dialogue), email="a@example.org", attendance=["walk"])
    older.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    older.save()

    call_command("publish_scheduled")

    pool = Pool.objects.get(host_key=dialogue.host_key, item="walk")
    assert list(fresh(dialogue).side_events) == []
    assert (pool.offered, claims_of(person)) == (False, {"": "confirmed", "walk": "confirmed"})
    assert list(audit_places()) == []


def test_a_side_event_only_in_a_translation_is_explained_to_the_editor(dialogue):
    german = Locale.objects.get_or_create(language_code="de")[0]
    twin = dialogue.copy_for_translation(german, copy_parents=True)
    both = [*dialogue.side_events.raw_data, side_event("Spaziergang", 5, key="only-here")]
    fill(twin, side_events=both)

    [sentence] = lonely_side_events(twin, twin.side_events)

    assert sentence == "“Spaziergang” stands only on this page, so nobody could join it: add it to the page in English first."
    assert list(lonely_side_events(dialogue, dialogue.side_events)) == []


def test_a_side_event_can_be_removed_once_everybody_left(dialogue):
    CancelAction(builders.submit(dialogue, attendance=["walk"])).execute()

    page = change(dialogue, side_events=without(fresh(dialogue), "walk"))

    assert [child.id for child in page.side_events] == ["dinner"]
    assert Pool.objects.get(host_key=page.host_key, item="walk").offered is False


def test_the_guard_of_side_events_is_what_refuses(dialogue, monkeypatch):
    builders.submit(dialogue, attendance=["walk"])
    page = fresh(dialogue)
    fill(page, side_events=without(page, "walk"))

    monkeypatch.setattr(ClaimQuerySet, "active", lambda claims: claims.none())

    page.full_clean()


def test_a_cancelled_side_event_keeps_its_people_and_takes_no_more(dialogue):
    first = builders.submit(dialogue, attendance=["walk"])
    raw = [side_event(key="walk", cancelled=True, capacity=5)]

    page = change(dialogue, side_events=raw)
    second = builders.submit(page, email="b@example.org", attendance=["walk"])

    assert (claims_of(first)["walk"], claims_of(second)) == ("confirmed", {"": "confirmed"})


def test_a_side_event_at_a_skipped_hour_is_refused_by_its_name(events):
    raw = [side_event("Night walk")]
    raw[0]["value"] |= {"date": "2027-03-28", "time_from": "02:30:00"}
    page = fill(event(events), timezone="Europe/Berlin", side_events=raw)

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    sentence = "Night walk: On 28 March 2027 the clocks in Berlin skip 2:30. Write 1:30 or 3:30."
    assert refused.value.message_dict == {"side_events": [sentence]}


def test_languages_share_one_room(dialogue, german_locale):
    german = dialogue.copy_for_translation(german_locale, copy_parents=True)
    german = change(german, title="Das Land wiederherstellen", capacity=500)

    builders.submit(dialogue, email="a@example.org")
    builders.submit(german, email="b@example.org")

    assert (fresh(german).places.capacity, fresh(german).places.left, fresh(dialogue).places.left) == (2, 0, 0)
    assert Pool.objects.filter(item="").count() == 1


def test_visitors_read_the_names_of_places_in_their_language(dialogue, german_locale, client):
    german = dialogue.copy_for_translation(german_locale, copy_parents=True)
    raw = list(german.side_events.raw_data)
    raw[0]["value"]["title"] = "Deichgang"
    german = change(german, title="Das Land wiederherstellen", side_events=raw)
    first, _second, third = [builders.submit(german, email=f"{name}@example.org", attendance=["walk"]) for name in "abc"]
    own_page = urlsplit(own_page_url(first)).path

    LeaveAction(first.side_claims[0]).execute()
    CancelAction(first).execute()

    subjects = {message.subject for message in Message.objects.filter(submission__in=[first, third]).exclude(kind="receipt")}
    assert subjects == {
        "Platz zurückgegeben: Deichgang",
        "Abgemeldet: Das Land wiederherstellen",
        "Sie haben einen Platz: Das Land wiederherstellen",
    }
    for text in (first.messages.get(kind="receipt").text, client.get(own_page).content.decode()):
        assert ("Deichgang" in text, "Dyke walk" in text) == (True, False)
    assert claims_of(first)["walk"] == "released"
    assert {claim.pool.title for claim in first.side_claims} == {"Dyke walk"}


def test_an_event_cancelled_in_the_main_language_takes_nobody_in_another(dialogue, german_locale):
    german = change(dialogue.copy_for_translation(german_locale, copy_parents=True), title="Das Land wiederherstellen")
    change(dialogue, status="cancelled")

    with pytest.raises(Closed):
        builders.submit(fresh(german))


def test_an_event_cancelled_while_a_sending_waited_for_the_lock_takes_nobody(dialogue):
    read_before = fresh(dialogue)
    change(dialogue, status="cancelled")

    with pytest.raises(Closed):
        builders.submit(read_before)


def test_an_alias_is_the_same_event(dialogue, events):
    builders.submit(dialogue)
    alias = dialogue.create_alias(parent=events, update_slug="again")

    assert (alias.host_key, fresh(alias).places.taken) == (dialogue.host_key, 1)


def test_what_is_joined_is_written_down_with_the_registration(dialogue):
    starts = day(30).isoformat()

    assert builders.submit(dialogue).subject == {"event": "Restoring the land", "starts": starts, "ends": starts, "place": ""}


def test_registration_is_open_until_it_starts_where_nothing_else_is_set(events):
    page = open_event(events, date_from=day(0), closes_at=None)

    assert page.window(timezone.now()).state == "closed"


def test_registration_during_the_event_is_open_where_its_end_says_so(events):
    page = open_event(events, date_from=day(-1), date_to=day(3), closes_at=in_days(1))

    assert page.window(timezone.now()).state == "open"


def test_calendar_file_arrives_as_the_standard_wants_it(dialogue):
    """RFC 5545: lines of 75 octets at most that end in CR LF; the content type names the method."""
    dialogue.title = ("Đất giữa phố và làng; wie Äcker, Gärten und Höfe am Rand der Stadt zusammen wieder leben können " * 2).strip()
    dialogue = builders.publish(dialogue)
    builders.submit(dialogue, attendance=["walk"])

    sent = build(Message.objects.get()).message().as_bytes(linesep="\r\n")
    (part,) = message_from_bytes(sent, policy=SMTP).iter_attachments()
    text = part.get_payload(decode=True)

    assert (part.get_content_type(), part.get_param("method"), part.get_param("charset")) == ("text/calendar", "PUBLISH", "utf-8")
    assert (text.endswith(b"\r\n"), b"\n" in text.replace(b"\r\n", b"")) == (True, False)
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    (event, *_walks) = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == dialogue.title


def test_side_event_that_is_joined_later_comes_with_its_calendar_entry(dialogue):
    JoinAction(builders.submit(dialogue), dialogue, "dinner").execute()

    entries = Calendar.from_ical(Message.objects.get(kind="join").attachments[0]["text"]).walk("VEVENT")
    assert [str(entry["UID"]) for entry in entries] == [str(dialogue.host_key), f"{dialogue.host_key}-dinner"]


def test_receipt_by_mail_says_date_zone_place_and_side_events(dialogue):
    dialogue.room, dialogue.place = "Riverside Hall", "Hue"
    dialogue = builders.publish(dialogue)
    builders.submit(dialogue, attendance=["walk"])
    message = Message.objects.get()
    occasion = dialogue.occasion()

    assert (bool(occasion.when), bool(occasion.place), occasion.ends_at) == (True, True, dialogue.ends_at)
    for text in (message.text, message.html):
        assert [words in text for words in (occasion.when, occasion.place, dialogue.pools()[1].note)] == [True] * 3
    assert [(file["name"], file["type"]) for file in message.attachments] == [("event.ics", "text/calendar; method=PUBLISH")]
    assert message.expires_at == dialogue.ends_at
