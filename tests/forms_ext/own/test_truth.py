"""Every state of a submission has a page that says the truth, and no page changes anything by being opened."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.utils import timezone

from forms_ext.actions import CancelAction, DecideAction, Decision
from forms_ext.models import AccessLink, Claim, Pool, Submission
from forms_ext.models.links import Purpose
from forms_ext.views import foreign
from tests import builders

from .conftest import WALK, address, register

CANCEL = "Cancel my registration"


def make(state, dialogue):
    """Return a registration in this state."""
    submission = register(dialogue, state, attendance=[WALK])
    mine = Submission.objects.filter(pk=submission.pk)
    main = Claim.objects.filter(submission=submission, pool__item="")
    if state in {"unconfirmed", "held"}:
        Claim.objects.filter(submission=submission).delete()
        mine.update(state=state)
    elif state in {"waiting", "offered", "pending"}:
        mine.update(state="received")
        main.update(state=state)
    elif state == "received":
        Claim.objects.filter(submission=submission).delete()
        mine.update(state="received")
    elif state == "declined":
        DecideAction(submission, Decision.DECLINE, reason="The seminar is for teachers.").execute()
    elif state == "cancelled":
        CancelAction(submission).execute()
    elif state == "gone":
        dialogue.unpublish()
    submission.refresh_from_db()
    return submission


# What the page says, whether answers can be changed, whether there is something to cancel.
TRUTH = {
    "unconfirmed": ("Please confirm your address", False, True),
    "held": ("until then no place is held", False, True),
    "received": ("We have your registration.", True, True),
    "pending": ("A place is held for you until we decide", True, True),
    "waiting": ("Free places are given in order of arrival", True, True),
    "offered": ("A place is offered to you", True, True),
    "accepted": ("Your place is confirmed.", True, True),
    "declined": ("The seminar is for teachers.", False, False),
    "cancelled": ("no place is held for you", False, False),
    "gone": ("The page is not online at the moment.", False, True),
    "over": ("You had a place.", False, False),
}


@pytest.mark.parametrize("state", TRUTH)
def test_page_says_the_truth(client, dialogue, monkeypatch, state):
    submission = make(state, dialogue)
    if state == "over":
        monkeypatch.setattr(type(dialogue), "ends", lambda _page: timezone.now() - timedelta(days=1))
        monkeypatch.setattr(type(dialogue), "begins", lambda _page: timezone.now() - timedelta(days=2))

    page = client.get(address(submission)).content.decode()

    sentence, changes, cancels = TRUTH[state]
    others = {other for other, _changes, _cancels in TRUTH.values()} - {sentence}
    if state == "gone":
        others.remove("Your place is confirmed.")  # it still is, wherever the page went
    assert [said for said in others if said in page] == []
    assert (sentence in page, "/answers/" in page, CANCEL in page) == (True, changes, cancels)
    assert ("/withdraw/" in page) is True  # a consent can be taken back whatever happens


def test_message_is_never_called_a_registration(client, contact):
    submission = builders.submit(contact)

    for state in ("unconfirmed", "held", "received", "accepted", "declined", "cancelled"):
        Submission.objects.update(state=state)
        for name in ("own_page", "own_sheet"):
            page = client.get(address(submission, name)).content.decode()
            main = page[page.index("<main") : page.index("</main>")].casefold()
            assert [word for word in ("registration", "place ", "register") if word in main] == []


@pytest.mark.parametrize(
    ("capacity", "waiting", "sentence"),
    [
        (5, "auto", "If somebody waits, the place goes to the next person."),
        (5, "off", "The place is free for somebody else."),
        (None, "off", ""),
    ],
)
def test_next_person_is_promised_only_where_somebody_can_wait(client, dialogue, capacity, waiting, sentence):
    submission = register(dialogue)
    Pool.objects.filter(item="").update(capacity=capacity, waiting=waiting)

    before = client.get(address(submission)).content.decode()
    after = client.get(client.post(address(submission, "cancel"))["Location"]).content.decode()

    possible = ("If somebody waits, the place goes to the next person.", "The place is free for somebody else.")
    for page in (before, after):
        assert [said for said in possible if said in page] == list(filter(None, [sentence]))


@pytest.mark.parametrize("done", ["cancelled", "left", "joined", "withdrawn", "given", "changed", "asked", "nonsense"])
def test_address_alone_claims_nothing(client, dialogue, done):
    submission = register(dialogue, consent="no")

    assert 'role="status"' not in client.get(address(submission) + f"?done={done}").content.decode()


PAGES = ("own_page", "own_answers", "own_data", "own_sheet", "own_erasure")


def snapshot():
    """Return every row of the app."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in apps.get_app_config("forms_ext").get_models()}


def test_a_hundred_visits_change_nothing(client, dialogue):
    submission = register(dialogue, attendance=[WALK])
    pages = [address(submission, name) for name in PAGES]
    buttons = set(re.findall(r'<form method="post" action="([^"]+)"', client.get(pages[0]).content.decode()))
    before = snapshot()

    for number in range(100):
        client.get(pages[number % len(pages)])
    for page in [*pages, *buttons]:
        client.head(page)
        client.options(page)
    codes = {client.get(button).status_code for button in buttons}

    assert (snapshot() == before, codes) == (True, {405})
    assert len(buttons) == 5


def every_button(submission):
    """Return every address that acts."""
    claim, consent = submission.claims.exclude(pool__item="").first(), submission.consents.get()
    return [
        address(submission, "cancel"),
        address(submission, "leave", claim=claim.pk),
        address(submission, "join", item=WALK),
        address(submission, "withdraw_consent", consent=consent.pk),
        address(submission, "give_consent", consent=consent.pk),
        address(submission, "own_answers"),
        address(submission, "own_erasure"),
        address(submission, "renew_link"),
    ]


def test_posts_of_other_sites_change_nothing(client, dialogue):
    submission = register(dialogue, attendance=[WALK])
    buttons = every_button(submission)
    before = snapshot()

    codes = [client.post(button, headers={"Sec-Fetch-Site": "cross-site"}).status_code for button in buttons]

    assert (codes, snapshot() == before) == ([403] * len(buttons), True)


def test_without_the_refusal_another_site_could_cancel(client, dialogue, monkeypatch):
    """The control."""
    submission = register(dialogue, attendance=[WALK])
    monkeypatch.setattr(foreign, "is_foreign", lambda _request: False)

    client.post(every_button(submission)[0], headers={"Sec-Fetch-Site": "cross-site"})

    submission.refresh_from_db()
    assert submission.state == "cancelled"


def test_pages_behind_a_link_are_private_and_lead_nowhere_else(client, dialogue):
    dialogue.thank_you = '<p>Read <a href="https://elsewhere.example/">this</a>.</p>'
    builders.publish(dialogue)
    submission = register(dialogue, attendance=[WALK])
    receipt = f"/forms/receipt/{AccessLink.issue(submission, Purpose.RECEIPT).token}/"

    for page in (receipt, *(address(submission, name) for name in PAGES)):
        response = client.get(page)
        addresses = re.findall(r'(?:href|src|action)="([^"]+)"', response.content.decode())
        assert (addresses != []) is response["Content-Type"].startswith("text/html"), page
        assert {urlsplit(found).netloc for found in addresses if urlsplit(found).scheme not in {"mailto", "tel"}} <= {"", "testserver"}
        assert ("no-store" in response["Cache-Control"], response["Referrer-Policy"]) == (True, "same-origin")
