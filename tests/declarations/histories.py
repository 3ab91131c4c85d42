"""Random histories of declarations: what editors may do to a page, in any order, and whether every address still answers."""

import random
import re
import uuid
from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, PageViewRestriction, Revision

from declarations.models import DeclarationIndexPage, DeclarationPage, Provision
from tests import builders

from .conftest import raw_point, set_body

WORDS = ["tides", "quays", "rain", "nets", "walls", "ponds", "dykes", "boats", "salt", "reed", "light", "ferry"]


class Ground:
    """A site in two languages with two lists of texts, and one list that stands beside the site."""

    def __init__(self):
        home = builders.tree()
        self.german = Locale.objects.get_or_create(language_code="de")[0]
        self.lists = [self.list_of_texts(home, "texts"), self.list_of_texts(home, "older-texts")]
        # What stands there has no address.
        beside = Page.objects.get(depth=1).add_child(instance=Page(title="Beside", slug="beside"))
        self.lists.append(self.list_of_texts(beside, "attic"))
        home.copy_for_translation(self.german).save_revision().publish()
        for listed in self.lists[:2]:
            listed.copy_for_translation(self.german).save_revision().publish()

    def list_of_texts(self, parent, slug):
        return builders.publish(parent.add_child(instance=DeclarationIndexPage(title=slug, slug=slug)))


class History:
    """The declarations of a site, changed by one editor after another; ``seed`` decides everything."""

    def __init__(self, ground, seed):
        self.random = random.Random(seed)  # noqa: S311 -- a seed, no secret
        self.names = count(1)
        self.told = []
        self.german = ground.german
        self.lists = [DeclarationIndexPage.objects.get(pk=listed.pk) for listed in ground.lists]
        self.given = set()
        self.begin()

    def run(self, steps):
        """Take as many steps; after each one note every address that exists."""
        for _ in range(steps):
            getattr(self, self.random.choice(self.MOVES))()
            self.given |= set(Provision.objects.values_list("short_id", flat=True))
        return self

    # What an editor does

    MOVES = (
        *("begin", "reword", "add_point", "drop_point", "reorder", "draft_only", "rename", "move", "unpublish", "delete", "translate"),
        *("copy", "alias", "make_private", "make_public", "go_back", "republish", "withdraw", "convert_alias"),
    )

    def begin(self):
        self.tell("begin")
        page = DeclarationPage(
            title=f"Text {next(self.names)}", slug=f"text-{uuid.UUID(int=self.random.getrandbits(128))}", status="adopted"
        )
        points = [raw_point(self.words(), self.key()) for _ in range(self.random.randint(1, 4))]
        self.a_list(self.lists[:2]).add_child(instance=set_body(page, points))
        builders.publish(page)
        self.given |= set(Provision.objects.values_list("short_id", flat=True))

    def reword(self):
        self.edit("reword", lambda points: points and points[0]["value"].update(text=f"<p>{self.words()}</p>"))

    def add_point(self):
        self.edit("add", lambda points: points.insert(self.random.randint(0, len(points)), raw_point(self.words(), self.key())))

    def drop_point(self):
        self.edit("drop", lambda points: len(points) > 1 and points.pop(self.random.randrange(len(points))))

    def reorder(self):
        self.edit("reorder", self.random.shuffle)

    def draft_only(self):
        self.edit("draft", lambda points: points and points.pop(), publish=False)

    def rename(self):
        def change(page):
            page.slug = f"renamed-{next(self.names)}"
            builders.publish(page) if page.live else page.save_revision()

        self.with_page("rename", change)

    def move(self):
        self.with_page("move", lambda page: page.move(self.a_list(self.lists), pos="last-child"))

    def unpublish(self):
        self.with_page("unpublish", lambda page: page.live and page.unpublish())

    def republish(self):
        self.with_page("republish", builders.publish)

    def delete(self):
        self.with_page("delete", lambda page: page.delete())

    def translate(self):
        def change(page):
            if page.locale == self.german or page.has_translation(self.german) or page.get_parent().pk == self.lists[2].pk:
                return
            builders.publish(page.copy_for_translation(self.german, copy_parents=True))

        self.with_page("translate", change)

    def copy(self):
        self.with_page(
            "copy", lambda page: page.copy(update_attrs={"slug": f"copy-{next(self.names)}"}, keep_live=self.random.random() < 0.5)
        )

    def alias(self):
        def change(page):
            page.create_alias(update_slug=f"alias-{next(self.names)}")

        self.with_page("alias", change)

    def convert_alias(self):
        from wagtail.actions.convert_alias import ConvertAliasPageAction

        alias = DeclarationPage.objects.exclude(alias_of=None).first()
        if alias is not None:
            self.tell("convert alias")
            ConvertAliasPageAction(alias).execute(skip_permission_checks=True)

    def make_private(self):
        def change(page):
            target = page if self.random.random() < 0.7 else page.get_parent()
            PageViewRestriction.objects.create(page=target, restriction_type="login")

        self.with_page("make private", change)

    def make_public(self):
        self.tell("make public")
        PageViewRestriction.objects.all().delete()

    def go_back(self):
        def change(page):
            # What was an alias until now has nothing to go back to.
            if revisions := list(Revision.objects.for_instance(page)):
                self.random.choice(revisions).as_object().save_revision().publish()

        self.with_page("go back", change)

    def withdraw(self):
        def change(page):
            page.status = self.random.choice(["withdrawn", "superseded", "preparation", "adopted"])
            builders.publish(page)

        self.with_page("status", change)

    # How

    def edit(self, name, change, *, publish=True):
        def apply(page):
            points = [part for part in page.body.get_prep_value() if part["type"] == "point"]
            change(points)
            set_body(page, points)
            page.change_class = self.random.choice(["correction", "amendment", ""])
            page.save_revision().publish() if publish else page.save_revision()

        self.with_page(name, apply)

    def with_page(self, name, change):
        pages = list(DeclarationPage.objects.filter(alias_of=None).order_by("pk"))
        if pages:
            page = self.random.choice(pages).get_latest_revision_as_object()
            self.tell(f"{name} {page.pk}")
            try:
                with transaction.atomic():
                    change(page)
            except ValidationError as refused:
                # Another page has this address meanwhile: the editor refuses, and says so.
                if set(refused.error_dict) != {"slug"}:
                    raise
                self.tell("refused: the address is taken")

    def a_list(self, among):
        """Return one of these lists as it is now: a list that was emptied meanwhile counts its pages anew."""
        return DeclarationIndexPage.objects.get(pk=self.random.choice(among).pk)

    def tell(self, words):
        self.told.append(words)

    def key(self):
        return str(uuid.UUID(int=self.random.getrandbits(128)))

    def words(self):
        return " ".join(self.random.choices(WORDS, k=6)) + "."


def wrong_answers(client, history, answered=None):
    """Return what is wrong with the addresses ever given: a list of (address, what happened), empty when all answer as promised.

    :param answered: a counter of the statuses that were given.
    """
    wrong, places = [], {}
    for short_id in sorted(history.given):
        for address in (f"/p/{short_id}/", f"/de/p/{short_id}/"):
            answer = client.get(address)
            if answered is not None:
                answered[answer.status_code] += 1
            if answer.status_code == 302:
                place, _, fragment = answer["Location"].partition("#")
                if place not in places:
                    found = client.get(place)
                    # A private page asks who is there.
                    asks = found.status_code == 302 and "login" in found["Location"]
                    places[place] = None if asks else (found.status_code, set(re.findall(r'id="(p-\w+)"', found.content.decode())))
                if places[place] is not None and (places[place][0] != 200 or fragment not in places[place][1]):
                    wrong.append((address, f"leads to {answer['Location']}: {places[place][0]}"))
            elif answer.status_code not in {200, 410}:
                wrong.append((address, answer.status_code))
    return wrong
