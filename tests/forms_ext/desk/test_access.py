"""Every address of the desk and the registers, for every kind of person and every kind of object."""

import uuid

import pytest
from django.urls import URLPattern, reverse
from wagtail.models import ModelLogEntry

from forms_ext import permissions
from forms_ext.modeladmin import Registers
from forms_ext.models import ConsentRecord, Submission
from forms_ext.models.rights import Right
from forms_ext.viewsets import desk as viewset
from forms_ext.viewsets import listing
from tests import builders, people

PEOPLE = ("admin", "moderator", "lister", "elsewhere", "editor", "anonymous")
OBJECTS = ("own", "foreign", "deleted_page", "deleted")
OK, MISSING, HOME, LOGIN = "ok", "missing", "sent home", "login"
# Who gets in where. Views of one submission are missing for everybody who may not list it; nothing else ever happens.
READERS = {"admin": {"own", "foreign", "deleted_page"}, "moderator": {"own"}, "lister": {"own"}, "elsewhere": {"foreign"}, "editor": set()}
NEEDS = {"index": Right.LIST, "index_results": Right.LIST, "export": Right.EXPORT}
ONE = {
    "detail": Right.LIST,
    "history": Right.LIST,
    "history_results": Right.LIST,
    "decide": Right.DECIDE,
    "undo": Right.DECIDE,
    "erase": Right.ERASE,
}
# Of no single submission, or of one file of one: test_subject.py, the tests of the consents and of files ask who gets in there.
APART = ("file", "subject", "retention", "rehearsal", "consents", "consent")


@pytest.fixture
def objects(ada, wim, dialogues, photo, side_pools):
    gone = builders.form_page(dialogues, [*builders.person(), builders.consent(photo)], title="Gone", review=True)
    orphan = builders.submit(gone, full_name="Olga Orphan", email="olga@example.org")
    gone.delete()
    return {"own": ada, "foreign": wim, "deleted_page": orphan, "deleted": Submission(pk=987_654)}


@pytest.fixture
def clients(admin, moderator, lister, elsewhere, editor):
    users = {"admin": admin, "moderator": moderator, "lister": lister, "elsewhere": elsewhere, "editor": editor, "anonymous": None}
    return {name: people.browser_of(user) for name, user in users.items()}


def outcome(response):
    if response.status_code == 404:
        return MISSING
    if response.status_code == 302 and response.url == reverse("wagtailadmin_home"):
        return HOME
    if response.status_code == 302 and "/admin/login/" in response.url:
        return LOGIN
    return OK


def names():
    patterns = viewset.get_urlpatterns()
    assert all(isinstance(pattern, URLPattern) for pattern in patterns)
    return [pattern.name for pattern in patterns]


def requests(client, name, submission):
    """Call one address with every method; give the outcome of each."""
    args = [] if name in NEEDS else [submission.pk]
    verbs = [["accept"], ["decline"], ["release"]] if name == "decide" else [[]]
    urls = [reverse(f"desk:{name}", args=[*args, *verb]) for verb in verbs]
    for url in urls:
        for method in ("get", "post", "put", "delete", "head"):
            response = getattr(client, method)(url)
            b"".join(response.streaming_content) if response.streaming else response.content
            yield method, response


def allowed(person, name, kind):
    """Return the outcomes that are right. Who has a right somewhere is told that foreign things do not exist."""
    if person == "anonymous":
        return {LOGIN}
    if person == "editor":
        return {MISSING, HOME}
    if kind not in READERS[person]:
        return {MISSING}
    return {HOME} if ONE[name] in {Right.DECIDE, Right.ERASE} and person == "lister" else {OK}


def test_every_address_is_known_to_this_table():
    assert sorted(names()) == sorted([*NEEDS, *ONE, *APART])


@pytest.mark.parametrize("person", PEOPLE)
def test_views_of_one_submission_open_only_to_its_readers(person, clients, objects):
    wrong = []
    for name in ONE:
        for kind, submission in objects.items():
            for method, response in requests(clients[person], name, submission):
                got = outcome(response)
                if got not in allowed(person, name, kind) and response.status_code != 405:
                    wrong.append((name, kind, method, got))

    assert wrong == []


@pytest.mark.parametrize("person", PEOPLE)
def test_lists_show_and_export_nothing_foreign(person, clients, objects):
    seen = {}
    for name in NEEDS:
        body = b""
        for _method, response in requests(clients[person], name, None):
            body += response.content if not response.streaming else b""
        response = clients[person].get(reverse(f"desk:{name}"), {"view": "all"})
        body += b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode().replace("&nbsp;", "").replace("\xa0", "")
        seen[name] = {kind for kind, submission in objects.items() if submission.reference and submission.reference in text}

    exporters = READERS.get(person, set()) if person != "lister" else set()
    listed = READERS.get(person, set())
    assert seen == {"index": listed, "index_results": listed, "export": exporters}


@pytest.mark.parametrize("person", ["elsewhere", "editor", "lister", "anonymous"])
def test_nobody_without_the_right_changes_or_logs_anything(person, clients, objects):
    before = list(Submission.objects.order_by("pk").values_list("pk", "state", "version_no"))
    logged = set(ModelLogEntry.objects.values_list("pk", flat=True))
    kinds = [kind for kind in OBJECTS if kind not in READERS.get(person, set())] if person != "lister" else ["own"]
    for name in ("decide", "undo", "erase"):
        for kind in kinds:
            list(requests(clients[person], name, objects[kind]))

    assert list(Submission.objects.order_by("pk").values_list("pk", "state", "version_no")) == before
    assert set(ModelLogEntry.objects.values_list("pk", flat=True)) == logged


def test_control_a_policy_that_lets_everybody_in_is_noticed(monkeypatch, clients, objects):
    monkeypatch.setattr(permissions.FormRights, "where", lambda *_args, **_kwargs: permissions.Q())

    assert clients["elsewhere"].get(reverse("desk:detail", args=[objects["own"].pk])).status_code == 200


def test_control_a_list_without_policy_is_noticed(monkeypatch, clients, objects):
    monkeypatch.setattr(listing.Listing, "readable", property(lambda _self: Submission.objects.all()))

    assert clients["elsewhere"].get(reverse("desk:detail", args=[objects["own"].pk])).status_code == 200


# Registers


def register_urls():
    return [pattern.name for register in Registers().modeladmin_instances for pattern in register.get_admin_urls_for_registration()]


def test_registers_have_no_address_to_write_to():
    assert register_urls() == [
        "registers_consents_modeladmin_index",
        "registers_consents_modeladmin_inspect",
        "registers_erasures_modeladmin_index",
        "registers_seals_modeladmin_index",
        "registers_messages_modeladmin_index",
    ]


def registers_of_people():
    """Return the lists that show answers; seals are hashes over the whole site, and requests for erasure have a right of their own."""
    return [name for name in register_urls() if not {"inspect", "seals", "erasures"} & set(name.split("_"))]


@pytest.mark.parametrize("person", PEOPLE)
def test_registers_show_only_what_may_be_read(person, clients, objects):
    readers = {} if person == "lister" else READERS.get(person, set())
    bodies = [clients[person].get(reverse(name)).content.decode() for name in registers_of_people()]
    shown = [{kind for kind, one in objects.items() if one.reference and one.reference in body} for body in bodies]
    records = {kind: ConsentRecord.objects.filter(submission=one.pk).first() for kind, one in objects.items()}
    opened = {
        kind: outcome(clients[person].get(reverse("registers_consents_modeladmin_inspect", args=[getattr(record, "pk", uuid.uuid4())])))
        for kind, record in records.items()
    }

    assert shown == [set(readers), set(readers)]
    if person == "anonymous":
        assert set(opened.values()) == {LOGIN}
    else:
        assert opened == {kind: OK if kind in readers else MISSING for kind in OBJECTS}


@pytest.mark.parametrize(
    "query",
    [
        {"submission__email__startswith": "ada"},
        {"version__text__contains": "x"},
        {"nonsense": "1"},
        {"subject": "x"},
        {"o": "9.9", "p": "z"},
    ],
)
def test_register_cannot_be_probed_by_its_address(query, desk, ada):
    names = registers_of_people()

    assert [ada.reference in desk.get(reverse(name), query).content.decode() for name in names] == [True, True]


def test_register_of_garbage_is_missing(desk, ada):
    assert desk.get("/admin/registers/consents/inspect/garbage/").status_code == 404
