"""The read-only registers."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import ModelLogEntry

from forms_ext.actions import WithdrawConsentAction
from forms_ext.models import ConsentStatement, Message

CONSENTS = reverse("registers_consents_modeladmin_index")
MESSAGES = reverse("registers_messages_modeladmin_index")


def inspect(client, record):
    return client.get(reverse("registers_consents_modeladmin_inspect", args=[record.pk]))


def test_consents_are_listed_with_wording_version_and_state(desk, ada):
    page = desk.get(CONSENTS).content.decode()

    assert [text in page for text in (ada.reference, "Einverständnis Foto", "Given")] == [True] * 3


@pytest.mark.parametrize(("state", "expected"), [("given", [True, False]), ("refused", [False, True]), ("withdrawn", [False, False])])
def test_consents_are_filtered_by_state(desk, ada, bao, state, expected):
    page = desk.get(CONSENTS, {"state__exact": state}).content.decode()

    assert [one.reference in page for one in (ada, bao)] == expected


def test_consents_are_found_by_reference(desk, ada, bao):
    page = desk.get(CONSENTS, {"q": ada.reference}).content.decode()

    assert (f">{ada.reference}" in page, bao.reference in page) == (True, False)


def test_record_shows_the_exact_wording_and_the_whole_chain(desk, ada):
    statement = ConsentStatement.objects.get()
    statement.statement, statement.change_class = "<p>Other words.</p>", "material"
    statement.save_revision().publish()
    record = WithdrawConsentAction(ada.consents.get()).execute()

    page = inspect(desk, record).content.decode()

    assert [text in page for text in ("photographs and short films are made", record.head, "The chain is whole")] == [True] * 3
    assert [entry["event"].kind for entry in inspect(desk, record).context["chain"]] == ["given", "withdrawn"]
    assert "Other words" not in page


@pytest.mark.parametrize("change", [{"text": "{}"}, {"sha256": "0" * 64}])
def test_record_tells_a_broken_chain(desk, ada, change):
    record = ada.consents.get()
    break_chain(change)

    assert "The chain is broken" in inspect(desk, record).content.decode()


def break_chain(change):
    """Change an event as somebody with access to the database would."""
    ((column, value),) = change.items()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE forms_ext_consentevent SET {column} = %s WHERE seq = 1", [value])  # noqa: S608 -- a test's own column


def test_opening_a_record_is_written_into_its_log(desk, ada, moderator):
    record = ada.consents.get()
    inspect(desk, record)

    entry = ModelLogEntry.objects.for_instance(record).get(action="forms_ext.view")
    assert (entry.user, "Ada" in entry.label) == (moderator, False)


def test_messages_are_listed_with_their_state_and_without_their_text(desk, ada):
    Message.objects.filter(submission=ada).update(state="failed", attempts=6, last_error="SMTPRecipientsRefused")
    page = desk.get(MESSAGES, {"state__exact": "failed"}).content.decode()
    message = Message.objects.get(submission=ada)

    assert [text in page for text in ("Given up", "ada@example.org", "The mail server refuses this address.", "Receipt")] == [True] * 4
    # Line by line, as a page would write them.
    lines = [escape(line.strip()) for line in message.text.splitlines() if len(line) > 20]
    assert len(lines) > 5
    assert [text for text in (*lines, "forms/mine") if text in page] == []


def test_messages_cannot_be_opened(desk, ada):
    assert desk.get(f"/admin/registers/messages/inspect/{Message.objects.first().pk}/").status_code == 404


@pytest.mark.parametrize("name", ["consents", "erasures", "messages", "seals"])
def test_empty_register_says_so_and_offers_nothing_to_search(desk, spring, name):
    page = desk.get(reverse(f"registers_{name}_modeladmin_index")).content.decode()

    empty = {
        "consents": "Nobody answered a consent yet.",
        "erasures": "Nobody asked to be erased.",
        "messages": "No message was written yet.",
        "seals": "No seal was taken yet",
    }[name]
    assert [text in page for text in (empty, "search parameters", "desk-find-q", "Page 1 of 1")] == [True, False, False, False]


def test_register_that_finds_nothing_leads_back_to_the_whole_list(desk, ada):
    page = desk.get(CONSENTS, {"q": "nobody"}).content.decode()

    assert ("Nothing matches." in page, f'href="{CONSENTS}"' in page) == (True, True)
