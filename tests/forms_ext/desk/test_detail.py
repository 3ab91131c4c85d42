"""One submission at the desk: what is shown, to whom, and that it is written down."""

from django.urls import reverse
from django.utils.html import escape

from forms_ext.actions import WithdrawConsentAction
from forms_ext.models import ConsentStatement, FormVersion, Submission
from tests import builders, people


def detail(client, submission, **query):
    return client.get(reverse("desk:detail", args=[submission.pk]), query)


def text(response):
    return response.content.decode()


def test_detail_shows_answers_in_the_wording_and_order_that_was_seen(desk, ada, spring):
    set_label(spring, "full_name", "Your name as on the badge")

    asked = [(spec["label"], answer) for spec, answer in detail(desk, ada).context["answers"]]

    assert asked == [("Full name", "Ada Berg"), ("E-mail address", "ada@example.org"), ("How will you take part?", "In the hall")]


def set_label(page, kind, label):
    raw = page.fields.get_prep_value()
    for part in raw:
        if part["type"] == kind:
            part["value"]["label"] = label
    builders.publish(builders.set_fields(page, raw))


def test_detail_shows_a_consent_with_the_wording_that_was_answered(desk, ada):
    statement = ConsentStatement.objects.get()
    statement.statement, statement.change_class = "<p>Other words.</p>", "material"
    statement.save_revision().publish()

    page = text(detail(desk, ada))

    assert ("photographs and short films are made" in page, "Other words" in page, "to version 1" in page) == (True, False, True)


def test_detail_shows_a_withdrawn_consent(desk, ada):
    WithdrawConsentAction(ada.consents.get()).execute()

    assert "desk-state--withdrawn" in text(detail(desk, ada))


def test_detail_shows_places_with_the_turn_in_the_queue(desk, cleo):
    assert "Waiting, number 1" in text(detail(desk, cleo))


def test_detail_keeps_answers_to_removed_questions(desk, ada, spring):
    key = builders.field_key(spring, "full_name")
    Submission.objects.filter(pk=ada.pk).update(extras={key: "Berg, Ada", "gone": "kept"})

    assert detail(desk, ada).context["extras"] == [("Full name", "Berg, Ada"), ("gone", "kept")]


def test_detail_escapes_what_visitors_wrote(desk, spring):
    attack = "<script>alert(1)</script>"
    page = text(detail(desk, builders.submit(spring, full_name=attack, email="x@example.org")))

    assert (attack in page, escape(attack) in page) == (False, True)


def test_detail_leads_to_the_neighbours_in_the_same_list(desk, ada, bao, cleo):
    context = detail(desk, ada, view="all").context
    alone = detail(desk, ada, view="all", q="ada").context

    assert context["previous_url"] == reverse("desk:detail", args=[bao.pk]) + "?view=all"
    assert context["next_url"] is None
    assert (alone["previous_url"], alone["next_url"]) == (None, None)


def test_neighbours_follow_the_order_of_the_list(desk, ada, bao):
    assert detail(desk, ada, ordering="submitted_at").context["next_url"].startswith(reverse("desk:detail", args=[bao.pk]))


def test_opening_is_written_into_the_log_once_and_names_no_person(desk, ada, moderator):
    for _time in range(2):
        detail(desk, ada)
    looks = detail(desk, ada).context["looks"]

    assert [(entry.user, entry.label) for entry in looks] == [(moderator, ada.reference)] * 2


def test_timeline_tells_in_users_words(desk, ada):
    messages = [str(entry.message) for entry in detail(desk, ada).context["timeline"]]

    assert messages == ["Sent by the visitor"]


def test_right_to_list_shows_state_and_place_only(lister, desk, ada):
    page = text(detail(people.browser_of(lister), ada))
    shown = ["Place held", "Spring school"]
    hidden = ["Ada Berg", "example.org", "In the hall", "Einverständnis", "photographs", "Walk along", "Receipt"]

    assert [word in page for word in shown] == [True] * len(shown)
    assert [word for word in hidden if word in page] == []
    assert [word in text(detail(desk, ada)) for word in hidden] == [True] * len(hidden)


def test_detail_of_others_looks_like_none(desk, wim):
    assert detail(desk, wim).status_code == 404
    assert desk.get(reverse("desk:detail", args=[10**30])).status_code == 404


def test_detail_survives_the_deletion_of_its_page(admin, desk, ada, spring):
    spring.delete()

    assert detail(desk, ada).status_code == 404
    assert "Ada Berg" in text(detail(people.browser_of(admin), ada))
    assert FormVersion.objects.filter(pk=ada.form_version_id).exists()


def test_history_shows_the_log(desk, ada):
    page = text(desk.get(reverse("desk:history", args=[ada.pk])))

    assert "Sent by the visitor" in page


def test_log_entry_leads_to_the_submission_for_those_who_may_see_it(moderator, elsewhere, ada):
    from wagtail.admin.admin_url_finder import AdminURLFinder

    found = [AdminURLFinder(user).get_edit_url(ada) for user in (moderator, elsewhere)]

    assert found == [reverse("desk:detail", args=[ada.pk]), None]


def test_detail_costs_the_same_with_many_in_the_list(desk, ada, spring, django_assert_max_num_queries):
    detail(desk, ada)
    for nth in range(12):
        builders.submit(spring, full_name=f"P{nth}", email=f"p{nth}@example.org")

    with django_assert_max_num_queries(29):
        detail(desk, ada, view="all")
