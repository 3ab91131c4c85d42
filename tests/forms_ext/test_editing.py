"""What helps an editor with a form: readiness, the notice before a changed form goes live, previews, times that move."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from eventpages.models import EventPage
from forms_ext.models import FormPage, Submission
from forms_ext.models.impact import impact
from forms_ext.models.readiness import tasks
from forms_ext.models.windows import begin_of_day, end_of_day
from tests import builders

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def page():
    town, first = builders.question("short_text", "Town", required=False), builders.question("yes_no", "Is it your first time?")
    raw = [*builders.person(), town, first]
    return builders.form_page(builders.tree(), raw, slug="write")


def sentences(host, state):
    return [task.sentence for task in tasks(host) if task.state == state]


# Times that move with the event


def test_days_are_counted_on_the_calendar_of_the_place():
    first_day = datetime(2027, 4, 1, tzinfo=BERLIN)

    assert begin_of_day(first_day, 7) == datetime(2027, 3, 25, tzinfo=BERLIN)
    assert begin_of_day(first_day, 7).utcoffset() != first_day.utcoffset()
    assert end_of_day(first_day, 0) == datetime(2027, 4, 2, tzinfo=BERLIN)
    assert begin_of_day(None, 7) is None
    assert end_of_day(first_day, None) is None


def event(**fields):
    return EventPage(timezone="Europe/Berlin", date_from=date(2027, 4, 1), time_from=time(9), registration="here", **fields)


def test_registration_opens_and_closes_so_many_days_before():
    moving = event(opens_days_before=30, closes_days_before=7)
    moving.settle_dates()

    assert moving.window(datetime(2027, 3, 1, 22, 59, tzinfo=UTC)).state == "soon"
    assert moving.window(datetime(2027, 3, 2, 0, 0, tzinfo=BERLIN)).state == "open"
    assert moving.window(datetime(2027, 3, 25, 23, 59, tzinfo=BERLIN)).until == datetime(2027, 3, 26, tzinfo=BERLIN)
    assert moving.window(datetime(2027, 3, 26, 0, 0, tzinfo=BERLIN)).state == "closed"


def test_moving_the_event_moves_the_days():
    moving = event(closes_days_before=7)
    moving.date_from = date(2027, 5, 1)
    moving.settle_dates()

    assert moving.closing == datetime(2027, 4, 25, tzinfo=BERLIN)


def test_month_alone_has_no_day_to_count_from():
    vague = event(closes_days_before=7, precision="month")
    vague.settle_dates()

    assert vague.closing is None


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"opens_at": datetime(2027, 3, 1, tzinfo=UTC), "opens_days_before": 3}, "opens_days_before"),
        ({"closes_at": datetime(2027, 3, 1, tzinfo=UTC), "closes_days_before": 3}, "closes_days_before"),
        ({"opens_days_before": 3, "closes_days_before": 4}, "closes_days_before"),
    ],
)
def test_times_that_contradict_each_other_are_refused(fields, wrong):
    contradicting = event(**fields)
    contradicting.settle_dates()

    assert [field for field, _sentence in contradicting._wrong_times()] == [wrong]


@pytest.mark.parametrize("name", ["opens_at", "closes_at", "change_until"])
@pytest.mark.parametrize("year", [1, 27, 9999])
def test_year_that_nobody_can_mean_is_refused(name, year):
    page = FormPage(title="Contact", **{name: datetime(year, 6, 1, tzinfo=UTC)})

    with pytest.raises(ValidationError) as refused:
        page.clean()

    assert refused.value.message_dict == {name: ["Write a year from 1900 to 2199."]}


@pytest.mark.parametrize("name", ["opens_days_before", "closes_days_before", "offer_hours", "retention_days"])
def test_number_that_no_calendar_can_count_with_is_refused(name):
    with pytest.raises(ValidationError) as refused:
        event(**{name: 9_000_000_000_000_000_000}).clean()

    assert list(refused.value.message_dict) == [name]


def test_form_page_that_would_close_before_it_opens_is_refused():
    page = FormPage(title="Contact", opens_at=datetime(2027, 3, 2, tzinfo=UTC), closes_at=datetime(2027, 3, 1, tzinfo=UTC))

    with pytest.raises(ValidationError) as refused:
        page.clean()

    assert list(refused.value.message_dict) == ["closes_at"]


def test_draft_with_an_empty_number_of_places_can_be_looked_at(page):
    draft = [*builders.person(), builders.part("places", {"label": "How many places do you need?", "hint": "", "most": None})]

    assert b"How many places do you need?" in builders.set_fields(page, draft).make_preview_request().content


# Readiness


def test_readiness_names_what_is_missing(page):
    page.what_next = ""

    assert sentences(page, "missing") == ["Choose the privacy notice, so that visitors can read what becomes of their answers."]
    assert "The form asks for an e-mail address." in sentences(page, "done")


def test_readiness_insists_on_an_address_where_the_form_relies_on_it(page):
    page.fields = page.fields.stream_block.to_python([builders.question("short_text", "Town")])
    page.confirm_email = True

    assert sentences(page, "missing")[0].startswith("Add the question “E-mail address”")


@pytest.mark.parametrize("name", ["confirm_email", "one_per_address"])
def test_readiness_sees_an_address_that_may_be_left_open(page, name):
    setattr(page, name, True)
    assert not any("left open" in sentence for sentence in sentences(page, "missing"))
    page.fields = page.fields.stream_block.to_python([builders.question("email", "E-mail address", required=False)])

    assert any("left open" in sentence for sentence in sentences(page, "missing"))


@pytest.mark.parametrize(("year", "named"), [(2000, True), (2190, False)])
def test_readiness_sees_a_closing_date_that_came_along_with_a_copy(page, year, named):
    page.closes_at = datetime(year, 6, 1, tzinfo=UTC)

    assert any(sentence.startswith("The closing date is past") for sentence in sentences(page, "missing")) is named


def test_readiness_sees_a_statement_that_was_unpublished(page):
    chosen = builders.statement()
    page.fields = page.fields.stream_block.to_python([builders.consent(chosen)])
    assert not any("unpublished" in sentence for sentence in sentences(page, "missing"))
    chosen.unpublish()
    page.fields = page.fields.stream_block.to_python([builders.consent(chosen)])

    assert any(sentence.endswith("take it out: Photographs") for sentence in sentences(page, "missing"))


def test_readiness_sees_a_statement_that_is_a_draft(page):
    draft = builders.statement()
    type(draft).objects.filter(pk=draft.pk).update(current_version=None)
    builders.set_fields(page, [*builders.person(), builders.consent(draft)])

    assert "Choose a statement, or publish it, so that visitors see it: Photographs" in sentences(page, "missing")


def test_readiness_says_nothing_where_nothing_is_asked(page):
    page.fields = page.fields.stream_block.to_python([])

    assert tasks(page) == []


# Impact


def without(page, label):
    draft = FormPage.objects.get(pk=page.pk)
    kept = [raw for raw in draft.fields.raw_data if raw["value"]["label"] != label]
    return builders.set_fields(draft, [dict(raw) for raw in kept])


def test_impact_counts_the_answers_of_a_removed_question(page):
    builders.submit(page, short_text="Hue")

    found = impact(page, without(page, "Town"))

    assert found.lost == ["“Town” is removed. 1 answer stays readable at the desk and in exports."]
    assert found.is_serious


def test_impact_counts_no_answer_that_was_left_open(page):
    builders.submit(page)

    assert impact(page, without(page, "Town")).lost == ["“Town” is removed. 0 answers stay readable at the desk and in exports."]


def test_impact_is_nothing_without_answers(page):
    found = impact(page, without(page, "Town"))

    assert (found.lost, found.changed, found.is_serious) == ([], [], False)


def test_impact_tells_of_rewording_without_stopping(page):
    builders.submit(page)
    draft = FormPage.objects.get(pk=page.pk)
    raw = [dict(part) for part in draft.fields.raw_data]
    raw[2]["value"] = {**raw[2]["value"], "label": "City"}

    found = impact(page, builders.set_fields(draft, raw))

    assert found.changed == ["“Town” becomes “City”. Earlier answers keep the question that was read."]
    assert not found.is_serious


def test_copy_keeps_the_keys_of_the_questions_and_none_of_the_answers(page):
    builders.submit(page)
    copy = page.copy(update_attrs={"slug": "next-year", "title": "Next year"})

    assert [block.id for block in copy.specific.fields] == [block.id for block in page.fields]
    assert copy.specific.host_key != page.host_key
    assert Submission.objects.of_host(copy.specific.host_key).count() == 0


@pytest.mark.parametrize("mode", ["", "errors", "thanks", "mail", "full", "closed"])
def test_preview_shows_every_state_and_stores_nothing(page, mode):
    response = page.make_preview_request(preview_mode=mode)
    response.render() if hasattr(response, "render") else None

    assert response.status_code == 200
    assert Submission.objects.count() == 0


def test_preview_of_the_thank_you_page_shows_what_was_written(page):
    page.thank_you = "<p>We look forward to you.</p>"
    response = page.make_preview_request(preview_mode="thanks")
    text = response.render().content.decode()

    assert "We look forward to you." in text
    assert "name@example.org" in text


def test_preview_of_the_thank_you_page_shows_the_wording_of_a_consent_and_offers_nothing_that_is_not_stored(home):
    photographs = builders.statement()
    asking = builders.form_page(home, [*builders.person(), builders.consent(photographs)], title="Asking")
    response = asking.make_preview_request(preview_mode="thanks")

    assert response.status_code == 200
    text = response.render().content.decode()
    assert "photographs and short films are made" in text
    assert "Download as a file" not in text


# Publishing


def test_publishing_a_removed_question_is_asked_first(page, admin_client):
    builders.submit(page, short_text="Hue")
    draft = without(page, "Town")
    revision = draft.save_revision()
    address = reverse("forms_ext_publish", args=[page.pk, revision.pk])

    assert admin_client.get(address).status_code == 405
    assert len(FormPage.objects.get(pk=page.pk).fields) == 4
    response = admin_client.post(address)

    assert response.status_code == 302
    assert len(FormPage.objects.get(pk=page.pk).fields) == 3


def test_publishing_an_outdated_draft_leads_back_to_the_editor(page, admin_client):
    first = without(page, "Town").save_revision()
    without(page, "Is it your first time?").save_revision()

    response = admin_client.post(reverse("forms_ext_publish", args=[page.pk, first.pk]))

    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert len(FormPage.objects.get(pk=page.pk).fields) == 4


def publish_selected(client, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{chosen}&next=/admin/", {"include_descendants": ""}, follow=True)


def test_publishing_several_pages_at_once_takes_no_question_away_unasked(page, home, admin_client):
    builders.submit(page, short_text="Hue")
    other = builders.form_page(home, builders.person(), title="Other", slug="other")
    other.title = "Another"
    other.save_revision()
    without(page, "Town").save_revision()

    answer = publish_selected(admin_client, page, other).content.decode()

    assert "the draft of “" in answer
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer
    assert "Town" in [block.value["label"] for block in FormPage.objects.get(pk=page.pk).fields]
    assert FormPage.objects.get(pk=other.pk).title == "Other"

    publish_selected(admin_client, other)
    assert FormPage.objects.get(pk=other.pk).title == "Another"


def test_publishing_needs_the_right(page, client, django_user_model):
    from django.contrib.auth.models import Permission

    editor = django_user_model.objects.create_user("nobody", password="x")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    revision = without(page, "Town").save_revision()

    response = client.post(reverse("forms_ext_publish", args=[page.pk, revision.pk]))

    assert response.status_code in (302, 403)
    assert len(FormPage.objects.get(pk=page.pk).fields) == 4
