"""A German visitor reads and writes on the demo: nothing on the way is English."""

import re

import pytest
from convene_site.demo.content.home import PARTNERS
from django.core.management import call_command
from django.utils.html import strip_tags
from wagtail.models import Page

from eventpages.models import EventPage
from forms_ext.models import AccessLink, ConsentRecord, FormPage, Message, Submission
from forms_ext.models.links import Purpose
from tests import builders

# Words that German does not have and that hardly an English sentence does without.
SENTENCE = """
and answer answers are at back cancelled closed consent date declaration each every for form from full given has have if it kept language
next no not of on only or other page past place places please point points previous read received reference registered registration
required search send sent the this to until waiting when with yes you your
"""
ENGLISH = set(SENTENCE.split())
# The names of organisations, and the name of the other language in itself.
# The Isle of Man is called so in German, too.
NAMES = [name for name, *_rest in PARTNERS] + ["Field & Street", "English", "Isle of Man"]


def english_in(html: str) -> set[str]:
    """Return the English words that a reader of ``html`` would see or hear."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]*)"', body))
    text = strip_tags(re.sub(r"<", " <", body)).replace("&amp;", "&").replace("&#x27;", "’") + " " + spoken
    for name in NAMES:
        text = text.replace(name, " ")
    text = re.sub(r"\S+[@/]\S+|Visitor [A-Z]\w+(-[A-Z]\w+)?", " ", text)
    return ENGLISH & set(re.findall(r"[^\W\d_]+", text.lower()))


def link(submission, purpose, name):
    return f"/forms/{name}/{AccessLink.issue(submission, purpose).token}/"


@pytest.fixture
def german(demo):
    return Page.objects.filter(locale__language_code="de", live=True).specific()


def test_pages_speak_german(german, client):
    addresses = [page.url for page in german]
    addresses += ["/de/veranstaltungen/?when=all", "/de/veranstaltungen/?after=morgen", "/de/veranstaltungen/?q=zebra"]
    addresses += ["/de/search/", "/de/search/?q=Land", "/de/search/?q=zebra", "/de/nichts/", "/de/p/abcdefgh/"]

    found = {address: english_in(client.get(address, follow=True).content.decode()) for address in addresses}

    assert {address: words for address, words in found.items() if words} == {}
    assert len(addresses) > 20


def test_forms_with_errors_and_answers_speak_german(german, client):
    hosts = [page for page in german if isinstance(page, FormPage) or (isinstance(page, EventPage) and page.standing.takes_registrations)]
    for host in hosts:
        refused = client.post(host.form().action, {"ticket": host.form().ticket})
        received = client.get(builders.send(client, host, long_text="Zwei Sätze. Mehr nicht.")["Location"])

        assert (refused.status_code, english_in(refused.content.decode())) == (422, set())
        assert (received.status_code, english_in(received.content.decode())) == (200, set())
    assert len(hosts) == 4


def test_own_pages_and_mail_speak_german(german, client):
    submissions = Submission.objects.filter(language="de")
    for submission in submissions:
        for purpose, name in ((Purpose.MANAGE, "mine"), (Purpose.RECEIPT, "receipt")):
            answer = client.get(link(submission, purpose, name))
            assert (answer.status_code, english_in(answer.content.decode())) == (200, set())
    first = submissions.filter(state="accepted").first()
    manage = link(first, Purpose.MANAGE, "mine")
    consent = ConsentRecord.objects.filter(submission__language="de", state="given").first()
    theirs = link(consent.submission, Purpose.MANAGE, "mine")
    done = [
        client.post(f"{theirs}consents/{consent.pk}/withdraw/", follow=True),
        client.post(f"{manage}cancel/", follow=True),
        client.post(f"{manage}cancel/", follow=True),
    ]
    call_command("promote_waiting")

    assert [english_in(answer.content.decode()) for answer in done] == [set(), set(), set()]
    messages = Message.objects.filter(language="de")
    assert [english_in(f"{one.subject} {one.text} {one.html}") for one in messages] == [set()] * len(messages)
    assert {"receipt", "cancellation", "withdrawal"} <= set(messages.values_list("kind", flat=True))


def test_english_words_would_be_found():
    assert english_in("<h1>There is <b>no page</b> at this address</h1>") == {"no", "page", "at", "this"}
    assert english_in('<p lang="de">Alles gut</p><button aria-label="Next page">weiter</button>') == {"next", "page"}
    assert english_in("<p>An die Welt, was so in ihr ist, will ich.</p><script>if (the) {}</script>") == set()
