"""Signs of a robot: they hold a sending, they never drop it, and nobody else is mailed."""

import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from forms_ext.actions import Circumstances, DecideAction, NotAllowed
from forms_ext.actions.suspicion import Suspicion
from forms_ext.models import Arrival, Claim, Message, Submission
from forms_ext.schema.questions import html_name
from forms_ext.schema.ticket import Ticket
from forms_ext.views.client import client_address
from tests import builders

TRAPPED = {"homepage": "https://shop.example"}


def post(client, host, address="192.0.2.1", extra=(), **values):
    form = host.form()
    return client.post(form.action, {**builders.filled(host, form, **values), **dict(extra)}, REMOTE_ADDR=address)


def states():
    return list(Submission.objects.order_by("pk").values_list("state", flat=True))


def only():
    return Submission.objects.get()


def test_trap_is_in_the_page_and_hidden_from_people(client, contact):
    page = client.get(contact.url).content.decode()

    assert 'id="homepage" name="homepage" tabindex="-1" autocomplete="off"' in page
    assert page.count('class="sr" aria-hidden="true"') == 1


def test_filled_trap_holds_the_sending_and_mails_nobody(client, workshop):
    response = post(client, workshop, extra=TRAPPED)

    assert response.status_code == 303
    assert (only().state, only().hold_reasons) == ("held", ["trap"])
    assert (Message.objects.count(), Claim.objects.count()) == (0, 0)
    assert "Somebody of the team looks at it first" in client.get(response["Location"]).content.decode()


def test_same_sending_of_a_held_one_is_the_same(client, workshop):
    one, two = post(client, workshop, extra=TRAPPED), post(client, workshop)

    assert one["Location"] == two["Location"]
    assert states() == ["held"]


@pytest.mark.parametrize(
    ("values", "held"),
    [
        ({"long_text": "See https://example.org/report and www.example.org"}, False),
        ({"long_text": "https://a.example https://b.example https://c.example"}, False),
        ({"long_text": "https://a.example https://b.example www.c.example http://d.example"}, True),
        ({"long_text": 'Look <a href="https://a.example">here</a>'}, True),
        ({"long_text": "Look [url=https://a.example]here[/url]"}, True),
        ({"full_name": "Ada Berg https://a.example"}, False),
        ({"full_name": "https://a.example https://b.example"}, True),
        ({"full_name": "https://a.example", "long_text": "https://a.example https://b.example"}, True),
        ({"long_text": "www is an abbreviation, and http a protocol"}, False),
    ],
)
def test_links_add_up(client, contact, values, held):
    post(client, contact, **values)

    assert (only().state, only().hold_reasons) == (("held", ["links"]) if held else ("received", []))


@pytest.fixture
def survey(home):
    """A form without an address: no cache keeps its page, so its age tells something."""
    return builders.form_page(home, [builders.question("short_text", "Your city")], title="Survey")


def suspicion(host, seconds, nonce="n", **answers):
    made = timezone.now() - timedelta(seconds=seconds)
    ticket = Ticket(str(host.host_key), "en", "", made.isoformat(), nonce=nonce)
    return Suspicion(host.frozen(), answers, ticket, Circumstances()).signs(timezone.now())


def test_haste_is_a_sign_only_where_no_cache_keeps_the_page(survey):
    assert suspicion(survey, 1) == {"haste": 50}
    assert suspicion(survey, 4) == {}
    assert suspicion(survey, 1, nonce="") == {}


def test_haste_alone_holds_nothing(client, survey):
    post(client, survey, short_text="Hue")

    assert states() == ["received"]


def test_haste_and_a_link_hold(client, survey):
    post(client, survey, short_text="https://shop.example")

    assert only().hold_reasons == ["haste", "links"]


def test_one_recipient_a_thousand_times_gets_a_few_mails(client, contact, request, figure):
    number = 1000 if request.config.getoption("--long") else 40
    for count in range(number):
        post(client, contact, address=f"198.51.{count // 250}.{count % 250}", long_text=f"Text {count}")

    figure(f"mail bomb: {number} sendings to one address, {Message.objects.count()} mails, {Submission.objects.count()} kept")
    assert Message.objects.count() == 4
    assert Submission.objects.count() == number
    assert Submission.objects.order_by("pk").last().hold_reasons == ["recipient"]


def test_recipient_is_free_again_after_an_hour(client, contact):
    for count in range(4):
        post(client, contact, long_text=f"Text {count}")
    Arrival.objects.update(at=timezone.now() - timedelta(minutes=61))
    post(client, contact, long_text="Another")

    assert set(states()) == {"received"}


def test_job_forgets_arrivals_after_a_day(client, contact):
    post(client, contact)
    assert Arrival.objects.count() == 2
    Arrival.objects.update(at=timezone.now() - timedelta(hours=24))
    call_command("tidy_sendings")

    assert Arrival.objects.count() == 0


def test_arrivals_hold_neither_address_nor_person(client, contact):
    post(client, contact, address="192.0.2.77")

    kept = [str(row) for row in Arrival.objects.values_list("digest", "at")]
    assert len(kept) == 2
    assert [words for words in ("192.0.2.77", "ada@example.org", "ada") if any(words in row for row in kept)] == []
    assert "192.0.2.77" not in str(Submission.objects.values().get())


def test_digest_of_a_connection_needs_a_key_of_its_own(settings):
    before = Arrival.digest_of("client", "192.0.2.1")
    settings.CONVENE = {**settings.CONVENE, "ARRIVAL_KEY": "another"}

    assert Arrival.digest_of("client", "192.0.2.1") != before
    assert Arrival.digest_of("client", "x") != Arrival.digest_of("recipient", "x")


@pytest.mark.parametrize(
    ("header", "sent", "address"),
    [
        ("", {}, "192.0.2.1"),
        ("", {"X-Forwarded-For": "203.0.113.9"}, "192.0.2.1"),
        ("X-Forwarded-For", {"X-Forwarded-For": "203.0.113.9"}, "203.0.113.9"),
        ("X-Forwarded-For", {"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}, "203.0.113.9"),
        ("X-Real-IP", {"X-Real-IP": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        ("X-Real-IP", {"X-Real-IP": "::ffff:203.0.113.9"}, "203.0.113.9"),
        ("X-Real-IP", {}, ""),
        ("X-Real-IP", {"X-Real-IP": "unknown\x00"}, ""),
    ],
)
def test_address_of_a_client_behind_a_front_server(rf, settings, header, sent, address):
    settings.CONVENE = {**settings.CONVENE, "CLIENT_HEADER": header}

    assert client_address(rf.post("/", headers=sent, REMOTE_ADDR="192.0.2.1")) == address


def test_releasing_takes_the_place_then_and_sends_the_receipt(workshop):
    held = builders.submit(workshop, Circumstances(trap=True))
    for address in ("bo@example.org", "cy@example.org"):
        builders.submit(workshop, email=address)

    DecideAction(held, "release").execute()

    assert held.claims.get().state == "waiting"
    assert held.messages.get().subject.startswith("You are on the waiting list")


def test_releasing_into_a_full_room_is_a_sentence_for_staff(home):
    host = builders.form_page(home, builders.person(), title="Evening", capacity=1)
    held = builders.submit(host, Circumstances(trap=True))
    builders.submit(host, email="bo@example.org")

    with pytest.raises(NotAllowed, match="Make room first"):
        DecideAction(held, "release").execute()
    held.refresh_from_db()
    assert (held.state, held.claims.count(), Message.objects.filter(submission=held).count()) == ("held", 0, 0)


def test_setting_aside_tells_nobody(workshop):
    held = builders.submit(workshop, Circumstances(trap=True))

    DecideAction(held, "discard").execute()

    held.refresh_from_db()
    assert (held.state, held.messages.count()) == ("cancelled", 0)
    assert builders.submit(workshop).state == "accepted"


# Figures

SPAM = "Cheap offers https://a.example https://b.example https://c.example https://d.example"


def robot(rng, number):
    """Return the post of one robot: fills every field, writes links, hammers one address, or looks like a person."""
    kind = rng.choices(["filler", "linker", "markup", "bomber", "careful"], [35, 25, 20, 15, 5])[0]
    values = {"email": f"robot{number}@spam.example", "long_text": f"Offer {number}"}
    if kind == "linker":
        values["long_text"] = f"{SPAM} {number}"
    if kind == "markup":
        values["long_text"] = f'<a href="https://a.example">{number}</a>'
    if kind == "bomber":
        values["email"] = "victim@example.org"
    return kind, {"address": f"203.0.113.{rng.randrange(4)}", "extra": TRAPPED if kind == "filler" else (), **values}


def test_most_robots_are_held_and_none_is_dropped(client, contact, request, figure):
    rng, number = random.Random(20260000), 1000 if request.config.getoption("--long") else 100  # noqa: S311 -- repeatable, no secret
    kinds = []
    for count in range(number):
        kind, values = robot(rng, count)
        kinds.append(kind)
        assert post(client, contact, **values).status_code == 303

    clean = [kind for kind, state in zip(kinds, states(), strict=True) if state != "held"]
    share = 100 * len(clean) / number
    figure(
        f"robots: {number} posts (35/25/20/15/5 % fill every field/links/markup/one recipient/like people), stored as clean {share:.1f} %"
    )
    assert len(states()) == number
    # Whoever looks like a person gets through, and so do the first four to one address.
    assert {kind: clean.count(kind) for kind in set(clean)} == {"careful": kinds.count("careful"), "bomber": 4}


def person(rng, number):
    """Return the post of one person: from home, or from one of three large offices; some name a web address."""
    office = rng.random() < 0.5
    address = f"198.51.100.{rng.randrange(3)}" if office else f"192.0.{number // 250}.{number % 250}"
    remark = rng.choice(["", "I use a wheelchair.", "My paper: https://example.org/paper", "Vegan, please. See www.example.org"])
    return {"address": address, "email": f"person{number}@example.org", "full_name": f"Person {number}", "long_text": remark}


def test_people_lose_nothing_and_few_are_held(client, contact, request, figure):
    """No script runs in any of these posts; half of them come from three offices, all within the hour."""
    rng, number = random.Random(20260001), 1000 if request.config.getoption("--long") else 100  # noqa: S311 -- repeatable, no secret
    for count in range(number):
        assert post(client, contact, **person(rng, count)).status_code == 303

    held = states().count("held")
    figure(
        f"people: {number} posts (half from three offices within the hour, no script), lost {number - len(states())}, held {100 * held / number:.1f} %"
    )
    assert len(states()) == number
    assert held <= number * 0.02


def test_trap_is_not_part_of_the_answers(client, contact):
    post(client, contact, extra=TRAPPED)

    assert html_name("homepage") not in only().answers
    assert "shop.example" not in str(only().answers)
