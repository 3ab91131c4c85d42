"""How many endorsed a text: the one place where it is counted for the page, the list, the files and the race."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from declarations.states import Signer

from .endorsements import Endorsement, EndorsementQuerySet
from .versions import TextVersion


def in_force(declaration_key) -> list[int]:
    """Return the numbers (primary keys) of the versions in force, one for each language."""
    rows = TextVersion.objects.filter(declaration_key=declaration_key).order_by("number").values_list("language", "pk")
    return list(dict(rows).values())


@dataclass(frozen=True)
class Tally:
    """What the public may know of how many endorsed the versions in force of a text, in all its languages."""

    declaration_key: object

    @cached_property
    def versions(self) -> list[int]:
        """Return the versions in force, by primary key."""
        return in_force(self.declaration_key)

    @property
    def rows(self) -> EndorsementQuerySet:
        """Return the endorsements that are counted in public."""
        return Endorsement.objects.of_text(self.declaration_key).filter(version__in=self.versions).public()

    @cached_property
    def by_kind(self) -> dict[str, int]:
        """Return how many people and organisations there are."""
        return dict(self.rows.order_by().values_list("kind").annotate(number=Count("pk")))

    @property
    def people(self) -> int:
        """Return how many people endorsed."""
        return self.by_kind.get(Signer.PERSON, 0)

    @property
    def organisations(self) -> int:
        """Return how many organisations endorsed."""
        return self.by_kind.get(Signer.ORGANISATION, 0)

    @property
    def total(self) -> int:
        """Return how many endorsed: those who are listed and those who are not named."""
        return self.people + self.organisations

    @cached_property
    def listed(self) -> int:
        """Return how many of them are listed by name."""
        return self.rows.named().count()

    @property
    def anonymous(self) -> int:
        """Return how many of them count without a name."""
        return self.total - self.listed

    @cached_property
    def earlier(self) -> int:
        """Return how many stay with an earlier version."""
        return Endorsement.objects.of_text(self.declaration_key).exclude(version__in=self.versions).public().count()

    @cached_property
    def reservations(self) -> Counter:
        """Return how many have a reservation about each point, by its identity, and by who they are."""
        return Counter((uid, kind) for kind, uids in self.rows.values_list("kind", "reservations") for uid in uids)
