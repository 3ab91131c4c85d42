"""The filters as any list can use them, without the editor's widgets."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from wagtail.models import Locale

from forms_ext.filters import DeskFilterSet, SubmissionFilterSet
from forms_ext.models import ConsentStatement, Submission
from forms_ext.permissions import policy
from forms_ext.states import SubmissionState
from tests import builders


def filters(user, query="", kind=SubmissionFilterSet):
    request = RequestFactory().get("/")
    request.user = user
    return kind(QueryDict(query), Submission.objects.all(), request=request)


def choices(filterset, name="host"):
    return [str(label) for value, label in filterset.form.fields[name].choices if value]


def test_plain_filters_work_for_a_list_outside_the_editor(moderator, ada, bao, photo):
    consent = f"consent_{photo.translation_key.hex}"

    assert list(filters(moderator, f"{consent}=refused").qs) == [bao]
    assert list(filters(moderator, "state=received&state=held&place=pending").qs) == [bao, ada]


@pytest.mark.parametrize("kind", [SubmissionFilterSet, DeskFilterSet])
def test_both_kinds_offer_the_same(moderator, ada, spring, photo, kind):
    offered = filters(moderator, f"host={spring.host_key}", kind)

    assert [name.split("_")[0] for name in offered.filters] == ["state", "host", "place", "language", "sent", "consent", "option"]
    assert choices(offered, "state") == [str(label) for label in SubmissionState.labels]


def test_side_events_are_offered_once_a_form_is_chosen(moderator, spring):
    assert [name for name in filters(moderator).filters if name.startswith("option_")] == []


def test_forms_of_others_are_not_offered(moderator, elsewhere, editor, spring, winter):
    assert [choices(filters(user)) for user in (moderator, elsewhere, editor)] == [["Spring school"], ["Winter school"], []]


def test_consents_are_not_offered_to_those_who_may_not_see_answers(lister, spring, photo):
    assert [name for name in filters(lister).filters if name.startswith("consent_")] == []


def test_forms_with_the_same_title_are_told_apart_by_number(admin, home, photo):
    pages = [builders.form_page(home, builders.person(), title="Contact", slug=f"contact-{number}") for number in (1, 2)]

    assert choices(filters(admin)) == sorted(f"Contact (number {page.pk})" for page in pages)


def test_languages_of_a_form_and_of_a_statement_are_one(admin, spring, ada, photo):
    german = Locale.objects.create(language_code="de")
    other = spring.copy_for_translation(german, copy_parents=True)
    other.title = "Frühlingsschule"
    builders.publish(other)
    translated = photo.copy_for_translation(german)
    translated.name, translated.live = "Fotos", False
    translated.save()
    translated.save_revision().publish()
    offered = filters(admin)

    assert choices(offered) == ["Spring school"]
    assert [filter_.label for name, filter_ in offered.filters.items() if name.startswith("consent_")] == ["Photographs"]


def test_form_of_a_deleted_page_is_offered_to_superusers_with_its_last_title(admin, moderator, spring, ada):
    spring.delete()

    assert (choices(filters(admin)), choices(filters(moderator))) == (["Spring school (page deleted)"], [])


def test_acknowledgements_are_no_filter(admin, home):
    builders.statement(name="House rules", nature="acknowledgement")

    assert ConsentStatement.objects.count() == 1
    assert [name for name in filters(admin).filters if name.startswith("consent_")] == []


def test_rights_are_read_once_for_many_questions(moderator, django_assert_num_queries):
    with django_assert_num_queries(1):
        rights = policy.rights(moderator)
        answers = [rights.has(right) for right in ("list", "answers", "decide", "export")]

    assert answers == [True] * 4


def test_nobody_inactive_has_a_right(admin, moderator, dialogues, ada):
    for user in (admin, moderator):
        user.is_active = False

    assert [list(policy.submissions(user)) for user in (admin, moderator)] == [[], []]
    assert [policy.has_any(user) for user in (admin, moderator)] == [False, False]
