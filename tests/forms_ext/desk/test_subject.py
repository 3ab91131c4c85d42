"""One person at the desk: found, handed out, erased; and the rehearsal of a purge."""

import io
import json
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms_ext.actions.subject import FindSubjectAction, everything_about
from forms_ext.models import ConsentRecord, ErasureRequest, Message, Retention, Submission
from forms_ext.models.retention import day_of
from forms_ext.models.rights import Right
from tests import builders, people


def text(response):
    return response.content.decode()


def post(client, do="find", address="ada@example.org"):
    return client.post(reverse("desk:subject"), {"address": address, "do": do})


@pytest.fixture
def again(winter):
    """The same person in the other section, with other capital letters."""
    return builders.submit(winter, full_name="Ada Berg", email="Ada@Example.org")


# Finding


def test_everything_of_one_person_is_found(admin, ada, bao, again):
    page = text(post(people.browser_of(admin)))

    assert "2 submissions of this person" in page
    assert ("In the hall" in page, "Nguyễn" in page) == (True, False)


def test_person_finds_nobody_else_and_says_when_there_is_more(desk, ada, bao, again):
    page = text(post(desk))

    assert "1 submission of this person" in page
    assert "There is 1 more that your rights do not cover" in page
    assert "Winter school" not in page


def test_mention_by_somebody_else_is_told_apart(desk, ada, spring):
    Submission.objects.filter(pk=builders.submit(spring, email="bo@example.org", full_name="Bo").pk).update(
        extras={"x": "with ada@example.org"}
    )

    page = text(post(desk))

    assert "occurs in 1 submission of somebody else" in page
    assert "1 submission of this person" in page


def test_answers_that_went_are_still_found_by_their_proof(admin, ada):
    Submission.objects.update(email="", answers={}, display_name="", search_text="")
    Message.objects.update(to="", text="", html="")

    assert [one.pk for one in FindSubjectAction("ADA@example.org").execute().theirs] == [ada.pk]


def test_address_is_in_no_address_bar_and_no_log(desk, ada):
    response = post(desk)

    assert ("ada@" in response.request["PATH_INFO"] + response.request["QUERY_STRING"], response["Cache-Control"].count("no-store")) == (
        False,
        1,
    )
    assert [entry.action for entry in ModelLogEntry.objects.filter(action__contains="subject")] == ["forms_ext.subject_view"]
    assert [entry for entry in ModelLogEntry.objects.all() if "ada@" in f"{entry.label} {entry.data}"] == []


def test_looking_needs_the_right_to_answers(lister, ada):
    client = people.browser_of(lister)

    assert (client.get(reverse("desk:subject")).status_code, post(client).status_code) == (302, 302)


@pytest.mark.parametrize("address", ["", "Ada", "ada@", "%"])
def test_something_else_than_an_address_is_refused(desk, ada, address):
    page = text(post(desk, address=address))

    assert "of this person" not in page


# Handing out


def test_file_holds_everything_but_secrets(desk, ada):
    response = post(desk, "download")
    (told,) = json.loads(response.content)["submissions"]

    assert told["answers"][0] == {"question": "Full name", "answer": "Ada Berg"}
    assert sorted(told["stored"]) == [
        "forms_ext.AccessLink",
        "forms_ext.Claim",
        "forms_ext.ConsentEvent",
        "forms_ext.ConsentRecord",
        "forms_ext.Message",
        "forms_ext.Submission",
    ]
    assert response["Content-Disposition"].startswith("attachment")
    secrets = [ConsentRecord.objects.get().salt, ada.links.first().salt, ada.links.first().token_sha256, ada.repeat_digest]
    assert [(bool(secret), secret in text(response)) for secret in secrets] == [(True, False)] * 4
    assert ModelLogEntry.objects.filter(action="forms_ext.subject_export").count() == 1


def test_handing_out_needs_the_right_to_export(dialogues, ada):
    reader = people.browser_of(people.moderator("rita", dialogues, [Right.LIST, Right.ANSWERS]))

    assert post(reader, "download").status_code == 302
    assert "Download everything" not in text(post(reader))


def test_command_reads_the_address_from_its_input(ada, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("ada@example.org\n"))
    call_command("export_subject")

    assert [one["reference"] for one in json.loads(capsys.readouterr().out)["submissions"]] == [ada.reference]


def test_places_found_are_places_planted(admin, spring, winter, figure):
    planted = [
        builders.submit(host, email="eve@example.org", full_name=f"Eve {number}") for number in range(3) for host in (spring, winter)
    ]
    Submission.objects.filter(pk=planted[0].pk).update(email="")  # only the message still has it

    found = FindSubjectAction("eve@example.org").execute().theirs

    assert {one.pk for one in found} == {one.pk for one in planted}
    rows = [row for one in found for rows in everything_about(one)["stored"].values() for row in rows]
    figure(f"subject: {len(found)} of {len(planted)} places found, {len(rows)} rows")


# Erasing


def test_preview_says_what_goes_and_what_stays(desk, ada):
    page = text(desk.get(reverse("desk:erase", args=[ada.pk])))

    for sentence in (
        "What goes, at once and for good",
        "What stays, and why",
        "goes to the next in line",
        "1 consent as proof",
        "2 places or turns",
    ):
        assert sentence in page
    assert Submission.objects.get(pk=ada.pk).email == "ada@example.org"


def test_erasing_from_the_detail(desk, ada):
    assert reverse("desk:erase", args=[ada.pk]) in text(desk.get(reverse("desk:detail", args=[ada.pk])))

    response = desk.post(reverse("desk:erase", args=[ada.pk]), follow=True)

    assert "is erased" in text(response)
    assert "The answers are deleted" in text(response)
    assert Submission.objects.get(pk=ada.pk).email == ""


def test_erased_submission_offers_no_decision_and_no_second_erasure(desk, ada):
    desk.post(reverse("desk:erase", args=[ada.pk]))
    page = text(desk.get(reverse("desk:detail", args=[ada.pk])))

    assert (reverse("desk:erase", args=[ada.pk]) in page, "desk-decision" in page) == (False, False)
    assert desk.get(reverse("desk:erase", args=[ada.pk])).status_code == 302


def test_erasing_needs_the_right(dialogues, ada):
    reader = people.browser_of(people.moderator("rita", dialogues, [Right.LIST, Right.ANSWERS, Right.EXPORT]))

    assert [
        reader.get(reverse("desk:erase", args=[ada.pk])).status_code,
        reader.post(reverse("desk:erase", args=[ada.pk])).status_code,
    ] == [302, 302]
    post(reader, "erase")
    assert Submission.objects.get(pk=ada.pk).email == "ada@example.org"


def test_submission_of_another_section_is_not_found(desk, wim):
    assert desk.post(reverse("desk:erase", args=[wim.pk])).status_code == 404


def test_erasing_everything_after_a_preview(desk, ada, bao, again):
    preview = text(post(desk, "preview"))
    assert ("Erase 1 submission now" in preview, Submission.objects.get(pk=ada.pk).email) == (True, "ada@example.org")

    desk.post(reverse("desk:subject"), {"address": "ada@example.org", "do": "erase", "previewed": [ada.pk]})

    left = set(Submission.objects.values_list("email", flat=True))
    assert left == {"", "bao@example.org", "Ada@example.org"}


@pytest.mark.parametrize("address", ["bao@example.org", "ada@example.org"])
def test_nothing_is_erased_but_what_was_previewed(desk, ada, bao, spring, address):
    """Another address was typed over the first one, or the person sent something else meanwhile."""
    assert f'name="previewed" value="{ada.pk}"' in text(post(desk, "preview"))
    builders.submit(spring, full_name="Ada Berg", email="ada@example.org", choice="opt-online")

    page = text(desk.post(reverse("desk:subject"), {"address": address, "do": "erase", "previewed": [ada.pk]}))

    assert ("This is not what you were shown before. Nothing was erased" in page, "What goes, at once and for good" in page) == (True, True)
    assert Submission.objects.filter(email="").count() == 0


def test_requests_for_erasure_are_counted_until_they_are_done(desk, ada, wim):
    for submission in (ada, wim):
        ErasureRequest.objects.create(submission=submission)
    page = text(desk.get(reverse("desk:subject")))
    assert ("1 person asked to be erased and waits" in page, reverse("registers_erasures_modeladmin_index") in page) == (True, True)
    assert "This person asked for erasure" in text(desk.get(reverse("desk:detail", args=[ada.pk])))

    desk.post(reverse("desk:erase", args=[ada.pk]))

    assert "asked to be erased and wait" not in text(desk.get(reverse("desk:subject")))


# Retention


def test_retention_shows_every_form_that_one_manages(desk, ada, wim):
    page = text(desk.get(reverse("desk:retention")))

    assert ("Spring school" in page, "Winter school" in page, "365 days after sending" in page) == (True, False, True)


def test_rehearsal_tells_and_changes_nothing(desk, ada, bao):
    day = day_of(timezone.now()) + timedelta(days=366)
    page = text(desk.get(reverse("desk:rehearsal", args=[ada.host_key]), {"on": day.isoformat()}))

    for sentence in ("Submissions: 2", "2 were not announced to the office yet", "Consents with their proofs: 2", "nothing was changed"):
        assert sentence in page
    assert Submission.objects.filter(anonymised_at=None).count() == 2


def test_rehearsal_of_a_day_before_shows_nothing(desk, ada):
    page = text(desk.get(reverse("desk:rehearsal", args=[ada.host_key]), {"on": day_of(timezone.now()).isoformat()}))

    assert "no answers have been kept long enough" in page


def test_rehearsal_of_another_section_is_not_found(desk, wim):
    assert desk.get(reverse("desk:rehearsal", args=[wim.host_key])).status_code == 404


def test_retention_needs_the_right_to_manage(lister, ada):
    client = people.browser_of(lister)

    assert [client.get(reverse("desk:retention")).status_code, client.get(reverse("desk:rehearsal", args=[ada.host_key])).status_code] == [
        302,
        302,
    ]


def test_detail_says_until_when_answers_are_kept(desk, ada):
    Retention.objects.update(days=10)
    day = day_of(ada.submitted_at) + timedelta(days=10)

    assert f'<time datetime="{day.isoformat()}">' in text(desk.get(reverse("desk:detail", args=[ada.pk])))


@pytest.mark.long
def test_person_is_found_among_twenty_thousand_within_two_seconds(admin, ada, figure):
    rows = []
    for number in range(20_000):
        copy = Submission.objects.get(pk=ada.pk) if not rows else Submission(**{name: getattr(rows[0], name) for name in COPIED})
        copy.pk, copy.reference, copy.email, copy.repeat_digest = None, f"R{number:07d}", f"p{number}@example.org", ""
        rows.append(copy)
    Submission.objects.bulk_create(rows, batch_size=500)
    begin = time.perf_counter()
    found = FindSubjectAction("p777@example.org").execute()
    seconds = time.perf_counter() - begin

    figure(f"subject: {len(found.theirs)} person among 20,000 in {seconds:.2f} s")
    assert (len(found.theirs), seconds < 2) == (1, True)


COPIED = [column.attname for column in Submission._meta.concrete_fields if column.name not in ("id", "reference", "email", "repeat_digest")]
