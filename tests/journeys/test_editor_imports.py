"""An editor pastes a torn text, repairs it, resolves the comments on the draft and publishes; later a corrected text comes in."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Comment

from declarations.models import DeclarationIndexPage, DeclarationPage, Provision
from tests import builders, people

TORN = """The islands of the lagoon met in
autumn and rowed along every canal
from the mill to the long pier.

We have agreed on the following:

First, the gates are closed before
the water reaches the market. The
bells of the market are rung for an
hour before the gates are moved and

Third, whoever drops an anchor in
the reeds tells the harbour office
the same day. Fourth, the oars are
hung up to dry when the fair ends.

the rowers are asked to come ashore.

Second, boats with sails have the
right of way in every narrow canal.

The islands thank all who rowed.
"""
CORRECTED = """We have agreed on the following:

First, the gates are closed before the water reaches the market. The bells of the market are rung for an hour before the gates are
moved and the rowers are asked to come ashore.

Second, boats with oars have the right of way in every narrow canal.

Third, the oars are hung up to dry when the fair ends.

Fourth, whoever drops an anchor in the reeds tells the harbour office the same day.

Fifth, nets are mended on land.

The islands thank all who rowed.
"""


@pytest.fixture
def index(home):
    return builders.publish(home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations")))


@pytest.fixture
def look(axe, sideways, shot):
    """Return a function that looks at a screen of the editor: axe, in the dark on a phone and in the light on a desk."""

    def at(page, name):
        for scheme, width in (("dark", 320), ("light", 1280)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert sideways(page) <= 0
            shot(page, f"{name}-{scheme}-{width}")

    at.shot = shot
    return at


def open_import(page, index, text):
    page.goto(f"/admin/pages/{index.pk}/")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Import a text").click()
    page.get_by_label("Text", exact=True).fill(text)


def part(page, start):
    return page.locator(".import-part").filter(has_text=re.compile(start)).first


def publish(page):
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text(re.compile("published", re.IGNORECASE)).first.wait_for()


def repair(page, look):
    expect(page.get_by_text("4 places to look at")).to_be_visible()
    look(page, "arrange")
    anchor = part(page, "whoever drops an anchor")
    anchor.get_by_role("checkbox").check()
    page.get_by_role("button", name="Split, set heading…").click()
    page.get_by_role("group", name="Split or set the heading: Point").get_by_role("button", name="Split here").last.wait_for()
    look(page, "arrange-split")
    pieces = page.locator(".import-panel > p")
    place = [text.strip().startswith("Fourth,") for text in pieces.all_inner_texts()].index(True)
    pieces.nth(place - 1).get_by_role("button").click()
    fourth = part(page, "Fourth, the oars")
    expect(fourth.get_by_text("Further paragraph")).to_be_visible()
    fourth.get_by_role("checkbox").check()
    page.get_by_label("Ticked parts are").select_option("point")
    page.get_by_role("button", name="Change", exact=True).click()
    expect(part(page, "the oars are").get_by_text("Fourth,")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(part(page, "Fourth, the oars").get_by_text("Further paragraph")).to_be_visible()
    part(page, "Fourth, the oars").get_by_role("checkbox").check()
    page.get_by_label("Ticked parts are").select_option("point")
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("button", name=re.compile("Looked at: The points stood in the order")).click()
    page.get_by_role("button", name=re.compile("Looked at: The text after the last point")).click()
    expect(page.get_by_text("2 places to look at")).to_be_visible()
    page.get_by_label("Title of the page").fill("The Lagoon Charter")


def resolve_the_comment(page, shot):
    """Find the comment beside its block and resolve it."""
    toggle = page.get_by_role("button", name="Toggle comments")
    toggle.click()
    comment = page.locator(".comment").filter(has_text="cut after “are moved and”, was found here")
    comment.click()
    expect(page.locator(".Draftail-Editor").filter(has_text="the gates are closed")).to_be_in_viewport()
    shot(page, "import-comments")
    comment.get_by_role("button", name="More actions").click()
    comment.get_by_role("menuitem", name="Resolve").click()
    expect(comment).to_have_count(0)


def adopt(page):
    page.get_by_role("tab", name="About the text").click()
    page.locator("#id_status").select_option("adopted")
    publish(page)


def import_again(page, declaration, look):
    page.goto(f"/admin/pages/{declaration.pk}/edit/")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Import a new wording").click()
    page.get_by_label("Text", exact=True).fill(CORRECTED)
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_role("heading", name="Compared with the page")).to_be_visible()
    look(page, "import-again")
    assert page.locator(".import-figures").inner_text().split("\n") == [
        "1 point unchanged",
        "1 point reworded",
        "1 point moved",
        "1 point new",
        "1 point renumbered",
        "1 change outside the points",
    ]
    page.get_by_role("button", name="Make a draft of it").click()
    page.wait_for_url("**/edit/")
    page.locator("#id_change_class").select_option("amendment")
    publish(page)


def test_editor_repairs_a_torn_text_and_later_imports_a_corrected_one(index, page, admin_login, open_window, look):
    admin_login(page, people.page_editor("rosa", index))
    open_import(page, index, TORN)
    look(page, "import-paste")
    page.get_by_role("button", name="Read the text").click()
    repair(page, look)
    page.get_by_role("button", name="Make a draft of it").click()
    page.wait_for_url("**/edit/")
    assert [comment.text.partition(":")[0] for comment in Comment.objects.filter(resolved_at=None)] == ["Probably wrong"]
    resolve_the_comment(page, look.shot)
    adopt(page)
    assert Comment.objects.filter(resolved_at=None).count() == 0

    declaration = DeclarationPage.objects.get(title="The Lagoon Charter")
    anchor = Provision.objects.get(uid=declaration.points[2].uid)
    visitor = open_window()
    visitor.goto(f"/p/{anchor.short_id}/")
    expect(visitor.locator(f"#p-{anchor.short_id}")).to_contain_text("Third, whoever drops an anchor")

    import_again(page, declaration, look)
    visitor.goto(f"/p/{anchor.short_id}/")
    expect(visitor.locator(f"#p-{anchor.short_id}")).to_contain_text("Fourth, whoever drops an anchor")
