"""Texts of many pages: each step is measured, and ids stay."""

import time

import pytest

from declarations.models import DeclarationPage, TextImport
from tests import builders

POINTS_ON_A_PAGE = 4
WORDS = ["tide", "quay", "pond", "gate", "reed", "pier", "boat", "net", "salt", "rain", "dyke", "lock", "mill", "silt", "eel", "heron"]


def sentence(seed):
    """Return eleven words, others for every seed."""
    return " ".join(WORDS[(seed >> 4 * (step % 4)) % 16] + WORDS[(seed * step) % 16] for step in range(1, 12)) + "."


def long_text(pages):
    """Return a text of about ``pages`` pages: points of twelve lines."""
    lines = ["The Long Charter", "", "We have agreed on the following:", ""]
    for number in range(1, pages * POINTS_ON_A_PAGE + 1):
        lines += [f"{number}. {sentence(number)}", *(sentence(number * 11 + line + 4000) for line in range(11)), ""]
    return "\n".join(lines)


@pytest.fixture
def timed(figure, pages):
    """Return a function that calls something, prints how long it took, and gives its result."""

    def call(name, action):
        begun = time.perf_counter()
        result = action()
        figure(f"import of {pages} pages: {name} {time.perf_counter() - begun:.1f} s")
        return result

    return call


@pytest.mark.parametrize("pages", [20, pytest.param(200, marks=pytest.mark.long)])
def test_many_pages_are_taken_apart_and_imported_again(admin_client, index, timed, pages):
    text = long_text(pages)
    timed("read", lambda: admin_client.post(f"/admin/declarations/{index.pk}/import/", {"text": text}))
    draft = TextImport.objects.get()
    address = f"/admin/declarations/imports/{draft.pk}/"
    shown = timed("show", lambda: admin_client.get(address))
    timed("step", lambda: admin_client.post(f"{address}step/", {"do": "merge", "part": 50, "done": 0}))
    timed("undo", lambda: admin_client.post(f"{address}step/", {"do": "undo", "done": 1}))
    timed("make", lambda: admin_client.post(f"{address}make/"))

    page = DeclarationPage.objects.get()
    assert (shown.status_code, len(page.points)) == (200, pages * POINTS_ON_A_PAGE)
    ids = [block.id for block in builders.publish(page).body]
    changed = text.replace(sentence(70), "nobody swims at night.")
    admin_client.post(f"/admin/declarations/{page.pk}/import-again/", {"text": changed})
    draft = TextImport.objects.get()
    address = f"/admin/declarations/imports/{draft.pk}/"
    again = timed("compare", lambda: admin_client.get(address))
    assert f"{pages * POINTS_ON_A_PAGE - 1}</strong> points unchanged" in again.content.decode()
    page.refresh_from_db()
    timed("make again", lambda: admin_client.post(f"{address}make/", {"revision": page.latest_revision_id}))
    assert [block.id for block in page.get_latest_revision_as_object().body] == ids
