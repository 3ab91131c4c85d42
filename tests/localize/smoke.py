"""An event translated with wagtail-localize: both languages ask the same questions and share one room."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from eventpages.models import EventIndexPage, EventPage
from forms_ext.models import Pool, Submission
from tests import builders
from tests.eventpages import examples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def german():
    return Locale.objects.get_or_create(language_code="de")[0]


@pytest.fixture
def event(german):
    home = builders.tree()
    home.copy_for_translation(german).save_revision().publish()
    index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
    index.copy_for_translation(german).save_revision().publish()
    made = examples.fill(examples.event(index), registration="here", capacity=2, fields=builders.person())
    return builders.publish(made)


def translate(page, target):
    """Translate every text of ``page`` the way a translator does, and publish the result."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=target)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string, locale=target, context=segment.context, data=f"{segment.string.data} auf Deutsch"
        )
    translation.save_target(publish=True)
    return EventPage.objects.get(translation_key=page.translation_key, locale=target)


def test_one_registration_in_each_language_fills_one_pool(event, german):
    translated = translate(event, german)

    assert translated.host_key == event.host_key
    assert [block.id for block in translated.fields] == [block.id for block in event.fields]
    assert [block.value["label"] for block in translated.fields] == [f"{block.value['label']} auf Deutsch" for block in event.fields]

    first = builders.submit(event, email="first@visitor.example")
    second = builders.submit(translated, email="second@visitor.example")

    pool = Pool.objects.get(host_key=event.host_key, item="")
    assert (pool.capacity, pool.count_taken()) == (2, 2)
    assert (first.language, second.language) == ("en", "de")
    assert Submission.objects.of_host(event.host_key).count() == 2
    assert sorted(first.answers) == sorted(second.answers)
