"""The frame of every page: name, menus, languages, contact. Three queries at most, however long the menus are."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from .models import SiteSettings
from .signposts import Signposts


@dataclass(frozen=True)
class Link:
    """A link of a menu. ``current`` is "page" on the page itself, "true" on pages below it, else empty."""

    label: str
    address: str
    current: str = ""


@dataclass(frozen=True)
class LanguageLink:
    """Where this content is in another language. ``name`` is the language's name in itself."""

    code: str
    name: str
    address: str
    current: bool


class Frame:
    """What stands around a page.

    Works for anything that is shown: a page, a view of an app, an error.
    ``addresses`` maps language codes to addresses when a view knows better than the page tree.
    """

    def __init__(self, request=None, page=None, addresses=None):
        self.request = request
        self.page = page
        self.known_addresses = addresses or {}
        self.code = translation.get_language()

    @cached_property
    def site(self):
        if self.request is not None:
            return Site.find_for_request(self.request)
        return Site.objects.filter(is_default_site=True).first()

    @cached_property
    def settings(self):
        return SiteSettings.of(self.site) if self.site else SiteSettings()

    @cached_property
    def words(self):
        return self.settings.words_in(self.code)

    @cached_property
    def signposts(self):
        """Return every page that the frame may lead to: one query."""
        start = {self.site.root_page_id} if self.site else set()
        return Signposts(self.settings.linked_page_ids() | start, beside=self.page)

    def link_to(self, entry):
        target = self.signposts.to(entry.get("page"))
        address = target and target.get_url(self.request)
        if not address:
            return None
        label = entry.get("label") if target.pk == entry["page"] else ""
        return Link(label or target.title, address, self.standing(target))

    def standing(self, target):
        if self.page is None:
            return ""
        if target.pk == self.page.pk:
            return "page"
        return "true" if self.page.path.startswith(target.path) and target.pk != self.home_page.pk else ""

    def links(self, stream):
        return [link for child in stream.raw_data if (link := self.link_to(child["value"]))]

    @cached_property
    def home_page(self):
        return self.signposts.to(self.site.root_page_id) if self.site else None

    @cached_property
    def home(self):
        return (self.home_page and self.home_page.get_url(self.request)) or "/"

    @cached_property
    def navigation(self):
        """Return the chosen links and, last, the search."""
        address = reverse("search")
        here = self.request is not None and self.request.path == address
        return [*self.links(self.settings.navigation), Link(_("Search"), address, "page" if here else "")]

    @cached_property
    def footer(self):
        return self.links(self.settings.footer)

    @cached_property
    def subscribe(self):
        """Return the links to the calendars of lists of events: a route of those pages."""
        return [Link(_("Calendar of all events"), f"{link.address}ics/") for link in self.links(self.settings.subscriptions)]

    @cached_property
    def translations(self):
        """Return the addresses of exactly this content by language code; empty when nobody knows them."""
        if self.known_addresses:
            return self.known_addresses
        if self.page is not None:
            found = self.signposts.translations_of(self.page)
            return {code: address for code, page in found.items() if (address := page.get_url(self.request))}
        return self.translated_view()

    def translated_view(self):
        if self.request is None:
            return {}
        path = self.request.get_full_path()
        try:
            match = resolve(self.request.path_info)
        except Resolver404:
            return {}
        if match.url_name == "wagtail_serve":
            return {}
        found = {code: translate_url(path, code) for code in get_content_languages()}
        return found if len(set(found.values())) > 1 else {}

    @cached_property
    def alternates(self):
        """Return (language code, absolute address) for search engines, only where there are two or more."""
        if self.request is None or len(self.translations) < 2:
            return []
        found = sorted(self.translations.items())
        default = self.translations.get(settings.LANGUAGE_CODE)
        return [(code, self.request.build_absolute_uri(address)) for code, address in [*found, ("x-default", default)] if address]

    @cached_property
    def languages(self):
        """Return a link for each language of the site; without a translation it leads to the start page in that language."""
        homes = self.signposts.translations_of(self.home_page) if self.home_page else {}
        found = []
        for code in get_content_languages():
            address = self.translations.get(code) or (homes[code].get_url(self.request) if code in homes else None)
            if code == self.code or address:
                found.append(LanguageLink(code, name_of(code), address or self.home, code == self.code))
        return found if len(found) > 1 else []

    @cached_property
    def trail(self):
        """Return the steps from the start page to the page as {title, address}; empty for the start page and for views."""
        if self.page is None:
            return []
        above = [(step, step.get_url(self.request)) for step in self.signposts.above(self.page)]
        steps = [{"title": step.title, "address": address} for step, address in above if address]
        return [*steps, {"title": self.page.title, "address": ""}] if steps else []

    @property
    def language_name(self):
        return name_of(self.code)

    @property
    def name(self):
        return self.settings.name

    @property
    def strapline(self):
        return self.words.get("strapline", "")

    @property
    def hours(self):
        return self.words.get("hours", "")

    @property
    def promise(self):
        return self.words.get("promise") or _("No cookies for visitors, no trackers.")

    @property
    def email(self):
        return self.settings.contact_email

    @property
    def phone(self):
        return self.settings.contact_phone

    @property
    def phone_digits(self):
        """Return the telephone number as a ``tel:`` address wants it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def name_of(code):
    """Return the name of a language in itself, the code where Django knows none."""
    try:
        return translation.get_language_info(code)["name_local"]
    except KeyError:
        return code
