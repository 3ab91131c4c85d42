"""From a page, or a version of it that was kept, to what files are made of. A constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone, translation

from declarations import conf
from declarations.documents import Document
from declarations.exports.edition import Edition, Kept, Organiser, identifiers
from declarations.models import DeclarationPageMixin, Provision, ProvisionText, TextVersion
from forms_ext.ledger import canonical, sha256


@dataclass(frozen=True)
class Known:
    """What was asked of the database already: the newest version, if any, the eight signs of each point, the name of the site."""

    newest: TextVersion | None
    short_ids: Mapping[str, str]
    publisher: str


def edition_of(page: DeclarationPageMixin, version: TextVersion | None = None, known: Known | None = None) -> Edition:
    """Return the text of ``page`` as it stands, or as ``version`` kept it, with the facts of the page."""
    document = Document(version.content) if version else page.document
    known = known or _known(page)
    version = version or _in_force(known.newest, document.content)
    address = (page.alias_of or page).full_url or "/"
    return Edition(
        document=document,
        address=address,
        slug=page.slug,
        kind=page.kind,
        status=page.status,
        changed_at=_changed_at(page),
        organisers=tuple(_organiser(made.value) for made in page.organisers),
        adopted_on=page.adopted_on,
        adopted_until=page.adopted_until,
        place=page.place,
        code=page.code,
        licence=page.licence,
        doi=page.doi,
        publisher=known.publisher,
        country=conf.get("COUNTRY"),
        version=Kept(version.number, version.sha256, version.change_class, version.published_at) if version else None,
        permanent=_permanent(page, known.short_ids, address),
        original=_original(page),
    )


def _organiser(value) -> Organiser:
    return Organiser(value["name"], role=value["role"] or "", url=value["url"] or "", ror=value["ror"] or "")


def _known(page: DeclarationPageMixin) -> Known:
    short_ids = Provision.objects.filter(declaration_key=page.declaration_key).values_list("uid", "short_id")
    site = page.get_site()
    return Known(TextVersion.newest(page.declaration_key, page.language), dict(short_ids), site.site_name if site else "")


def _in_force(newest: TextVersion | None, content: dict) -> TextVersion | None:
    return newest if newest is not None and newest.sha256 == sha256(canonical(content)) else None


def _changed_at(page: DeclarationPageMixin) -> datetime:
    return page.last_published_at or page.latest_revision_created_at or timezone.now()


def _permanent(page: DeclarationPageMixin, short_ids: Mapping[str, str], address: str) -> dict[str, str]:
    """Return the permanent addresses in the language of the text."""
    with translation.override(page.language):
        return {uid: urljoin(address, reverse("declarations:permalink", kwargs={"short_id": short})) for uid, short in short_ids.items()}


def with_origins(edition: Edition, page: DeclarationPageMixin) -> Edition:
    """Return it with what each point was called in the first version that had it."""
    texts = ProvisionText.objects.filter(
        version__declaration_key=page.declaration_key,
        version__language=page.language,
    )
    now = {point.uid for point in edition.document.points}
    first = {
        uid: number for uid, number in texts.values_list("provision__uid").annotate(first=Min("version__number")).order_by() if uid in now
    }
    versions = TextVersion.objects.filter(declaration_key=page.declaration_key, language=page.language, number__in=set(first.values()))
    names = {version.number: identifiers(Document(version.content)) for version in versions}
    return replace(edition, original_numbers={uid: names[number][uid] for uid, number in first.items()})


def _original(page: DeclarationPageMixin) -> str:
    """Return the address of the text in its authentic language; empty where this is it, or where it is not public."""
    if page.authentic_language in ("", page.language):
        return ""
    pages = type(page).objects.filter(translation_key=page.translation_key, locale__language_code=page.authentic_language)
    found = pages.live().public().first()
    return found.full_url or "" if found else ""
