"""Nothing is changed by looking: every address of ours is opened on the demo site, and no row is another one afterwards.

Mail scanners open every link of a message before its reader does, and browsers open addresses that nobody chose.
"""

import inspect
import re

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import translation
from wagtail.models import Page

from declarations.actions import StartImportAction
from declarations.importer import read_text
from declarations.models import DeclarationPage, Provision, TextVersion
from forms_ext.models import AccessLink, Claim, ConsentRecord, Message, Submission, Upload
from forms_ext.models.links import Purpose
from forms_ext.views.own_page import CancelView
from tests import people
from tests.rows import kept_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
OURS = ("forms_ext", "declarations", "eventpages", "convene_site", "wagtail_modeladmin")
# The part of an address that tells which link it takes.
PURPOSES = {"receipt": Purpose.RECEIPT, "mine": Purpose.MANAGE, "confirm": Purpose.CONFIRM, "offer": Purpose.OFFER}
# That somebody of the office read answers or took a file of them is written down. Nothing else may come of looking.
MAY_GROW = {"wagtailcore_modellogentry", "wagtailcore_pagelogentry"}


def routes(resolver, before=""):
    """Return the addresses that this project's own views answer, with the names of what has to be filled in."""
    for found in resolver.url_patterns:
        route = before + str(found.pattern)
        if not isinstance(found, URLPattern):
            yield from routes(found, route)
            continue
        view = getattr(found.callback, "view_class", None) or inspect.unwrap(found.callback)
        if view.__module__.startswith(OURS):
            yield simplify_regex(route)


def filled(route, values):
    """Return the address with ``values`` in the places of its names, or None when one is missing."""
    link = next((purpose for part, purpose in PURPOSES.items() if f"/{part}/<" in route), None)
    known = {**values, "token": values.get(link), **values.get(route.split("<")[0], {})}
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: str(known[name[1]]), route) if all(known.get(name) for name in names) else None


def file_of(one):
    """Return a file that came with a submission."""
    content = b"%PDF-1.4"
    kept = Upload(submission=one, host_key=one.host_key, field_key="file", name="plan.pdf", mime="application/pdf", size=len(content))
    kept.write(content)
    kept.save()
    return kept


def of_submission(one):
    """Return what addresses of one submission are made of."""
    record = ConsentRecord.objects.filter(submission=one.pk).first()
    claim = Claim.objects.filter(submission=one).exclude(pool__item="").first() or Claim.objects.filter(submission=one).first()
    return {
        **{purpose: AccessLink.issue(one, purpose).token for purpose in Purpose},
        "pk": one.pk,
        "claim": claim and claim.pk,
        "item": claim and claim.pool.item,
        "consent": record and record.pk,
        "upload": file_of(one).pk,
        "host_key": one.host_key,
        "decision": "accept",
        "/admin/registers/consents/inspect/": {"instance_pk": record and record.pk},
    }


def of_texts(admin):
    """Return what addresses of declarations, imports, statements and mail are made of."""
    page = DeclarationPage.objects.filter(locale__language_code="en", live=True).first()
    parent = page.get_parent().specific
    text = "The Quay Declaration\n\n1. Tides are counted.\n2. Quays stay open."
    draft = StartImportAction(parent, read_text(text, language="en"), admin).execute()
    point = Provision.objects.filter(declaration_key=page.declaration_key).first()
    return {
        "page_id": page.pk,
        "parent_id": parent.pk,
        "import_id": draft.pk,
        "revision_id": page.save_revision().pk,
        "short_id": point.short_id,
        "slug": "any",
        "key": ConsentRecord.objects.first().version.statement_key,
        "/admin/declarations/points/chosen/": {"pk": point.pk},
        "/admin/mail/undelivered/": {"pk": Message.objects.filter(state="failed").values_list("pk", flat=True).first()},
        "/admin/registers/texts/inspect/": {"instance_pk": TextVersion.objects.first().pk},
    }


@pytest.fixture
def admin():
    return people.superuser()


@pytest.fixture
def scenes(admin):
    """Return what to fill in, once for each situation a submission of the demo is in, and once for the texts."""
    Message.objects.filter(pk=Message.objects.first().pk).update(state="failed")
    kinds = {(one.state, one.host_key, *one.claims.values_list("state", flat=True)): one for one in Submission.objects.order_by("pk")}
    return [*map(of_submission, kinds.values()), of_texts(admin)]


@pytest.fixture
def addresses():
    """Return the addresses of the first language, in which they have no prefix."""
    with translation.override("en"):
        return sorted(set(routes(get_resolver())))


@pytest.fixture
def look(scenes, addresses, admin):
    """Return a function that opens every address, or those with a word in them, in every situation and tells how each answered."""
    visitor, office = Client(), people.browser_of(admin)

    def open_all(word=""):
        answers = {page.url: {visitor.get(page.url).status_code} for page in Page.objects.live().filter(depth__gt=1).specific()}
        for route in (route for route in addresses if word in route):
            client = office if route.startswith("/admin/") else visitor
            for address in sorted({filled(route, scene) for scene in scenes} - {None}):
                answer = client.get(address)
                b"".join(answer.streaming_content) if answer.streaming else answer.content
                answers.setdefault(route, set()).add(answer.status_code)
        return answers

    return open_all


def changed(before, after):
    """Return the tables whose rows are others; in the logs rows may only have been added."""
    empty = ([], [])
    tables = {name: (set(before.get(name, empty)[1]), set(after.get(name, empty)[1])) for name in before.keys() | after.keys()}
    return sorted(name for name, (old, new) in tables.items() if (not old <= new if name in MAY_GROW else old != new))


def test_looking_at_every_address_changes_no_row(look, addresses, figure):
    before = kept_rows()

    answers = look()

    assert changed(before, kept_rows()) == []
    # Every address was opened, and none was only missed or broken.
    assert sorted(set(addresses) - set(answers)) == []
    assert {route: sorted(found) for route, found in answers.items() if max(found) >= 500 or found == {404}} == {}
    figure(f"looking: {len(answers)} addresses opened, rows changed: 0")


def test_control_a_link_that_acts_when_it_is_opened_is_noticed(look, monkeypatch):
    monkeypatch.setattr(CancelView, "http_method_names", ["get", "post"])
    monkeypatch.setattr(CancelView, "get", CancelView.post, raising=False)
    before = kept_rows()

    look("cancel")

    assert "forms_ext_submission" in changed(before, kept_rows())
