"""One wording of a declaration together with everything that is needed to cite it: what every file is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urljoin

from django.utils.timezone import localdate

from declarations.documents import Document, Part
from declarations.schema import Point


@dataclass(frozen=True)
class Organiser:
    """An organisation that adopted the text."""

    name: str
    role: str = ""
    url: str = ""
    ror: str = ""


@dataclass(frozen=True)
class Kept:
    """The version in which a wording was kept.

    :param number: 1 for the first.
    :param sha256: of the canonical wording, 64 hexadecimal digits.
    :param change_class: see :class:`declarations.states.ChangeClass`.
    """

    number: int
    sha256: str
    change_class: str
    published_at: datetime


@dataclass(frozen=True)
class Edition:
    """A wording, or one ``point`` of it, with its facts.

    :param address: where the text stands, absolute, ending in "/".
    :param version: None while the text is in preparation.
    :param permanent: the permanent address of each point by its identity, absolute.
    :param original_numbers: the identifier that each point had when it was new, by its identity; see :func:`identifiers`.
    :param original: the address of the text in its authentic language, where this is a translation.
    :param adopted_until: the last day, where adoption took several.
    :param country: two letters, for Akoma Ntoso.
    """

    document: Document
    address: str
    slug: str
    kind: str
    status: str
    changed_at: datetime
    organisers: tuple[Organiser, ...] = ()
    adopted_on: date | None = None
    adopted_until: date | None = None
    place: str = ""
    code: str = ""
    licence: str = ""
    doi: str = ""
    publisher: str = ""
    country: str = "aa"
    version: Kept | None = None
    permanent: Mapping[str, str] = field(default_factory=dict)
    original_numbers: Mapping[str, str] = field(default_factory=dict)
    original: str = ""
    point: Point | None = None

    def at(self, point: Point) -> "Edition":
        """Return one point of it."""
        return replace(self, point=point)

    @property
    def title(self) -> str:
        """Return the title of the text."""
        return self.document.title

    @property
    def language(self) -> str:
        """Return the code of its language."""
        return self.document.language

    @property
    def dated(self) -> date:
        """Return the day of adoption; without one the day on which the wording was published."""
        return self.adopted_on or localdate(self.version.published_at if self.version else self.changed_at)

    @property
    def points(self) -> list[Point]:
        """Return the one point, or all."""
        return [self.point] if self.point else self.document.points

    @property
    def parts(self) -> tuple[Part | Point, ...]:
        """Return what is to be written: everything; of one point also the clause that adopts it, which tells who speaks."""
        return (*self.document.of_kind("enacting"), self.point) if self.point else self.document.parts

    @property
    def version_address(self) -> str:
        """Return where this wording can always be read."""
        return f"{self.address}v/{self.version.number}/" if self.version else self.address

    @property
    def link(self) -> str:
        """Return the address to cite: the permanent one of the point, or that of the version."""
        return self.link_of(self.point) if self.point else self.version_address

    def link_of(self, point: Point) -> str:
        """Return the permanent address of a point; without one its place on the page."""
        return self.permanent.get(point.uid) or f"{self.address}#{point.anchor}"

    def fragment_of(self, point: Point) -> str:
        """Return what names the point inside a file: ``p-k7w2m9qa``, or ``point-3`` without a permanent address."""
        address = self.permanent.get(point.uid)
        return f"p-{address.rstrip('/').rsplit('/', 1)[-1]}" if address else point.anchor

    def absolute(self, target: str) -> str:
        """Return the target of a link in the text as an absolute address."""
        return urljoin(self.address, target)

    @property
    def file_name(self) -> str:
        """Return the name of a file of it, without ending: ``harbour-charter-v2-point-3-en``."""
        words = [self.slug, f"v{self.version.number}" if self.version else "", self.point.anchor if self.point else "", self.language]
        return "-".join(word for word in words if word)


def identifiers(document: Document) -> dict[str, str]:
    """Return what each point is called by its number, by its identity: ``point_3``, ``point_3bis``; no name is given twice.

    Source: the naming convention of Akoma Ntoso 3.0.
    """
    given: dict[str, str] = {}
    for point in document.points:
        own = "".join(letter for letter in point.number if letter.isalnum()).lower()
        name = f"point_{point.value or own or point.place}"
        given[point.uid] = f"{name}_{point.place}" if name in given.values() else name
    return given
