"""A file comes with a form: kept once, found again after an error, handed out to few, removed with the answers."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forms_ext.actions import EraseAction
from forms_ext.actions.uploads import RemoveLooseFilesAction, remove
from forms_ext.models import AccessLink, Submission, Upload
from forms_ext.models.links import Purpose
from forms_ext.models.uploads import private_storage
from tests import builders, people
from tests.forms_ext.files.zoo import BAD, GOOD, photograph

pytestmark = pytest.mark.django_db(transaction=True)

NAME, PDF = GOOD["pdf"]


@pytest.fixture
def call():
    raw = [*builders.person(), builders.question("file", "Your abstract", file_kinds=["pdf", "jpg"], megabytes=1)]
    return builders.form_page(builders.tree(), raw, title="Call for papers", slug="call")


def send(client, host, name=NAME, content=PDF, **changes):
    """Post the form with a file, as a browser does."""
    form = host.form()
    data = builders.filled(host, form) | changes
    if content is not None:
        data[field(host) + "_file"] = SimpleUploadedFile(name, content)
    return client.post(form.action, data)


def field(host):
    return "f_" + builders.field_key(host, "file").replace("-", "")


def stored():
    folder = Path(private_storage().location)
    return sorted(file.name for file in folder.glob("??/*")) if folder.is_dir() else []


@pytest.fixture(autouse=True)
def empty_folder():
    for file in Path(private_storage().location).glob("??/*"):
        file.unlink()


def test_file_is_kept_with_its_submission(client, call):
    assert send(client, call).status_code == 303

    submission, upload = Submission.objects.get(), Upload.objects.get()
    assert submission.answers[builders.field_key(call, "file")] == {
        "upload": str(upload.pk),
        "name": NAME,
        "size": len(PDF),
        "sha256": upload.sha256,
    }
    assert (upload.submission, stored()) == (submission, [upload.pk.hex])


def test_form_with_a_file_says_so_to_the_browser(client, call):
    html = client.get(call.url).content.decode()

    assert 'enctype="multipart/form-data"' in html
    assert 'accept=".pdf,.jpg,.jpeg,.jpe"' in html
    assert "PDF, JPEG, at most 1 MB." in html


def test_form_without_a_file_is_sent_as_before(client):
    page = builders.form_page(builders.tree(), builders.person(), slug="plain")

    assert "multipart" not in client.get(page.url).content.decode()


def test_file_survives_an_error_elsewhere(client, call):
    key = builders.field_key(call, "email").replace("-", "")
    failed = send(client, call, **{f"f_{key}": "no address"})
    kept = failed.context["form"].data[field(call)]

    assert (failed.status_code, "We have “Programme.PDF”" in failed.content.decode()) == (422, True)
    assert send(client, call, content=None, **{field(call): kept}).status_code == 303
    assert Upload.objects.get().submission == Submission.objects.get()


@pytest.mark.parametrize("case", ["html called pdf", "pdf with a script", "empty file", "svg called png", "two endings"])
def test_refused_file_is_told_at_its_question_and_nothing_is_kept(client, call, case):
    name, content = BAD[case]
    response = send(client, call, name, content)

    assert response.status_code == 422
    assert len(response.context["form"].errors[field(call)]) == 1
    assert (Submission.objects.count(), Upload.objects.count(), stored()) == (0, 0, [])


def test_file_that_is_too_large_is_told(client, call):
    response = send(client, call, content=PDF + b"0" * 1_000_001)

    assert "“Programme.PDF” is larger than 1 MB." in response.content.decode()


def test_missing_file_is_told(client, call):
    response = send(client, call, content=None)

    assert "Choose a file: Your abstract" in response.content.decode()


@pytest.mark.parametrize("text", ["forged", "", "0f0e0d0c-0b0a-4908-8706-050403020100"])
def test_forged_name_of_a_file_is_refused(client, call, text):
    response = send(client, call, content=None, **{field(call): text})

    assert (response.status_code, Submission.objects.count()) == (422, 0)


def test_file_of_another_is_never_taken_over(client, call):
    send(client, call)
    first = Upload.objects.get()
    from forms_ext.schema import kept_files

    key = builders.field_key(call, "email").replace("-", "")
    answer = send(client, call, content=None, **{field(call): kept_files.sign(first), f"f_{key}": "other@visitor.example"})

    first.refresh_from_db()
    assert first.submission == Submission.objects.get()
    assert answer.status_code == 422


def test_file_that_went_with_the_first_sending_is_asked_for_again(client, call):
    """Back from the receipt to the page with the error: another name, the same kept file."""
    key = builders.field_key(call, "email").replace("-", "")
    kept = send(client, call, **{f"f_{key}": "no address"}).context["form"].data[field(call)]
    first = send(client, call, content=None, **{field(call): kept})
    again = send(client, call, content=None, **{field(call): kept})

    other = {field(call): kept, f"f_{key}": "other@visitor.example"}
    failed = send(client, call, content=None, **other)

    assert (first.status_code, again["Location"], failed.status_code) == (303, first["Location"], 422)
    html = failed.content.decode()
    assert ("Choose the file again" in html, "We have “Programme.PDF”" in html) == (True, False)
    assert send(client, call, **other).status_code == 303
    assert [one.uploads.count() for one in Submission.objects.all()] == [1, 1]


def test_file_that_was_removed_meanwhile_is_asked_for_again(client, call):
    key = builders.field_key(call, "email").replace("-", "")
    kept = send(client, call, **{f"f_{key}": "no address"}).context["form"].data[field(call)]
    Upload.objects.all().delete()

    assert send(client, call, content=None, **{field(call): kept}).status_code == 422
    assert Submission.objects.count() == 0


def test_same_sending_twice_is_one_submission_and_one_file(client, call):
    first, second = send(client, call), send(client, call)

    assert first["Location"] == second["Location"]
    assert (Submission.objects.count(), Upload.objects.loose().count()) == (1, 1)


def test_file_that_no_submission_took_is_removed_after_a_day(client, call):
    send(client, call)
    send(client, call)
    Upload.objects.loose().update(created_at=Submission.objects.get().submitted_at - timedelta(hours=25))

    assert RemoveLooseFilesAction().execute() == {"removed": 1, "stray": 0}
    assert stored() == [Upload.objects.get().pk.hex]
    assert RemoveLooseFilesAction().execute() == {"removed": 0, "stray": 0}


def test_content_without_a_row_is_removed(call):
    import os

    stray = Path(private_storage().location) / "ab" / ("ab" * 16)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"left by a crash")
    assert RemoveLooseFilesAction().execute()["stray"] == 0
    os.utime(stray, (0, 0))

    assert (RemoveLooseFilesAction().execute()["stray"], stray.exists()) == (1, False)


def test_thousand_files_without_a_form_keep_nobody_else_out(client, call, settings):
    settings.CONVENE = {**settings.CONVENE, "LOOSE_FILES_OF_A_FORM": len(PDF) * 3}
    key = builders.field_key(call, "email").replace("-", "")
    uploads = []
    for _number in range(5):
        assert "We have “Programme.PDF”" in send(client, call, **{f"f_{key}": "no address"}).content.decode()
        uploads.append(Upload.objects.latest("created_at").pk)

    assert list(Upload.objects.order_by("created_at").values_list("pk", flat=True)) == uploads[2:]
    assert stored() == sorted(pk.hex for pk in uploads[2:])
    assert send(client, call).status_code == 303


def test_quota_of_a_form_stops_a_thousand_sendings_and_says_so(client, call, settings):
    settings.CONVENE = {**settings.CONVENE, "FILES_OF_A_FORM": len(PDF) * 3}
    key = builders.field_key(call, "email").replace("-", "")
    answers = [send(client, call, **{f"f_{key}": f"v{number}@visitor.example"}) for number in range(5)]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 422, 422]
    assert "No more files can be taken at the moment." in answers[-1].content.decode()


def test_removing_leaves_what_was_taken(client, call):
    send(client, call)

    assert (remove(Upload.objects.all()), len(stored())) == (0, 1)


def test_visitor_gets_the_file_back_as_a_download(client, call):
    send(client, call)
    submission, upload = Submission.objects.get(), Upload.objects.get()
    address = reverse("forms_ext:own_file", args=[AccessLink.issue(submission, Purpose.MANAGE).token, upload.pk])
    response = client.get(address)

    content = b"".join(response.streaming_content)
    response.close()

    assert content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Programme.PDF"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (response["X-Content-Type-Options"], "no-store" in response["Cache-Control"]) == ("nosniff", True)


def test_file_of_another_person_is_not_found(client, call):
    send(client, call)
    key = builders.field_key(call, "email").replace("-", "")
    send(client, call, **{f"f_{key}": "other@visitor.example"})
    first, second = Submission.objects.order_by("pk")
    token = AccessLink.issue(second, Purpose.MANAGE).token

    for headers in ({}, {"Range": "bytes=0-10"}, {"If-None-Match": "*"}):
        assert client.get(reverse("forms_ext:own_file", args=[token, first.uploads.get().pk]), headers=headers).status_code == 404


def test_no_address_leads_to_the_folder(client, call):
    send(client, call)

    assert client.get(f"/media/{Upload.objects.get().content.name}/").status_code == 404


@pytest.mark.parametrize(("rights", "status"), [(["list", "answers"], 200), (["list"], 302), ([], 404)])
def test_desk_hands_out_files_to_those_who_may_read_answers(client, call, rights, status):
    send(client, call)
    submission, upload = Submission.objects.get(), Upload.objects.get()
    elsewhere = builders.form_page(builders.tree(), builders.person(), title="Elsewhere", slug="elsewhere")
    client.force_login(people.moderator("reader", call, rights) if rights else people.moderator("reader", elsewhere))

    response = client.get(reverse("desk:file", args=[submission.pk, upload.pk]))
    response.close()

    assert response.status_code == status


def test_erasing_the_person_removes_the_file(client, call):
    send(client, call)
    EraseAction(Submission.objects.get()).execute()

    assert (Upload.objects.count(), stored()) == (0, [])


def test_photograph_is_kept_without_the_place(client, call):
    send(client, call, "me.jpg", photograph())

    content = Path(Upload.objects.get().content.path).read_bytes()
    assert b"Camera of the test" in photograph()
    assert b"Camera of the test" not in content
