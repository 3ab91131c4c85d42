"""What is held, at the desk: with the reasons in words, to be released or set aside."""

from django.urls import reverse

from forms_ext.actions import Circumstances
from forms_ext.models import Message, Submission
from tests import builders


def held_in(spring):
    return builders.submit(spring, Circumstances(trap=True), full_name="Rob Ott", email="rob@example.org")


def decide(desk, submission, decision):
    submission.refresh_from_db()
    address = reverse("desk:decide", args=[submission.pk, decision])
    return desk.post(address, {"version_no": submission.version_no, "after": "list"}, follow=True)


def test_list_of_held_ones_tells_why(desk, spring, ada):
    held_in(spring)

    page = desk.get(reverse("desk:index"), {"view": "held"}).content.decode()

    assert "A field that people cannot see was filled in" in page
    assert "Ada Berg" not in page


def test_detail_tells_why_and_offers_two_ways(desk, spring):
    page = desk.get(reverse("desk:detail", args=[held_in(spring).pk])).content.decode()

    assert "Held because" in page
    assert "A field that people cannot see was filled in" in page
    assert [words for words in ("Release", "Set aside", "Accept<", "Decline<") if words in page] == ["Release", "Set aside"]


def test_detail_shows_the_answers_to_consents_that_are_not_in_effect(desk, spring):
    page = desk.get(reverse("desk:detail", args=[held_in(spring).pk])).content.decode()

    assert "Einverständnis Foto" in page


def test_release_at_the_desk_sends_the_receipt(desk, spring):
    held = held_in(spring)

    page = decide(desk, held, "release").content.decode()

    assert "goes its ordinary way" in page
    assert Submission.objects.get(pk=held.pk).state == "received"
    assert Message.objects.get().kind == "receipt"


def test_setting_aside_at_the_desk(desk, spring):
    held = held_in(spring)

    assert "is set aside" in decide(desk, held, "discard").content.decode()
    assert (Submission.objects.get(pk=held.pk).state, Message.objects.count()) == ("cancelled", 0)


def test_only_held_ones_are_released_or_set_aside(desk, ada):
    for decision in ("release", "discard", "done"):
        decide(desk, ada, decision)

    assert Submission.objects.get(pk=ada.pk).state == "received"


def test_message_is_new_until_it_is_done(desk, dialogues, photo):
    host = builders.form_page(dialogues, builders.person(), title="Write to us")
    message = builders.submit(host)

    page = desk.get(reverse("desk:detail", args=[message.pk])).content.decode()
    assert [words for words in ("Mark as done", "Decline") if f"</svg>{words}</button>" in page] == ["Mark as done"]
    assert message.reference[:4] in desk.get(reverse("desk:index")).content.decode()

    answer = decide(desk, message, "done")
    assert "is marked as done" in answer.content.decode()
    assert Submission.objects.get().state == "accepted"
    assert Message.objects.count() == 1


def test_done_can_be_undone(desk, dialogues):
    message = builders.submit(builders.form_page(dialogues, builders.person(), title="Write to us"))
    decide(desk, message, "done")

    desk.post(reverse("desk:undo", args=[message.pk]), {"version_no": Submission.objects.get().version_no})

    assert Submission.objects.get().state == "received"
    assert Message.objects.count() == 1


def test_messages_cost_no_query_each(desk, dialogues, django_assert_max_num_queries):
    host = builders.form_page(dialogues, builders.person(), title="Write to us")

    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk:index"))
        return len(queries)

    builders.submit(host, email="a0@example.org")
    count()
    few = count()
    for number in range(1, 6):
        builders.submit(host, email=f"a{number}@example.org")
    assert count() == few
