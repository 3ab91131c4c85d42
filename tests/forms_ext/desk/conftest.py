"""Two sections of a site, each with a form that is decided by hand, and the people around them."""

import pytest
from wagtail.models import Page

from forms_ext.models import FormPage, PoolSpec
from forms_ext.models.rights import Right
from tests import builders, people

WALK = "side-walk"


@pytest.fixture
def side_pools(monkeypatch):
    """Give form pages a side event with one place, as an event page has them."""
    main = FormPage.pools

    def pools(page):
        return [*main(page), PoolSpec(item=WALK, title="Walk along the river", capacity=1, waiting="auto")]

    monkeypatch.setattr(FormPage, "pools", pools)


def section(home, title):
    return home.add_child(instance=Page(title=title, slug=title.lower()))


def school(parent, title, photo):
    options = builders.options(opt_hall="In the hall", opt_online="Online")
    parts = [
        *builders.person(),
        builders.question("choice", "How will you take part?", options=options),
        builders.part("attendance", {"label": "Side events", "hint": ""}),
        builders.consent(photo),
    ]
    return builders.form_page(parent, parts, title=title, capacity=2, waiting="auto", review=True)


@pytest.fixture
def dialogues(home):
    return section(home, "Dialogues")


@pytest.fixture
def academies(home):
    return section(home, "Academies")


@pytest.fixture
def spring(dialogues, photo, side_pools):
    """A form in the first section: two places, a waiting list, decided by hand."""
    return school(dialogues, "Spring school", photo)


@pytest.fixture
def winter(academies, photo, side_pools):
    """The same in the second section."""
    return school(academies, "Winter school", photo)


@pytest.fixture
def ada(spring):
    return builders.submit(spring, full_name="Ada Berg", email="ada@example.org", attendance=[WALK])


@pytest.fixture
def bao(spring):
    return builders.submit(spring, full_name="Nguyễn Bảo", email="bao@example.org", consent="no")


@pytest.fixture
def cleo(spring, ada, bao):
    """The third for two places: on the waiting list."""
    return builders.submit(spring, full_name="Cleo Dahl", email="cleo@example.org")


@pytest.fixture
def wim(winter):
    """A submission of the other section."""
    return builders.submit(winter, full_name="Wim Feld", email="wim@example.org")


@pytest.fixture
def admin(db):
    return people.superuser()


@pytest.fixture
def moderator(dialogues):
    return people.moderator("mara", dialogues)


@pytest.fixture
def elsewhere(academies):
    return people.moderator("otto", academies)


@pytest.fixture
def lister(dialogues):
    return people.moderator("lena", dialogues, [Right.LIST])


@pytest.fixture
def editor(home):
    return people.page_editor("edda", home)


@pytest.fixture
def desk(moderator):
    """The browser of the moderator of the first section."""
    return people.browser_of(moderator)
