"""Signs of a robot. They add up to a score; from a threshold on a sending is held for a person to look at, never dropped."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from forms_ext import conf
from forms_ext.models import Arrival
from forms_ext.models.arrivals import ArrivalKind
from forms_ext.schema.frozen import Frozen, questions
from forms_ext.schema.ticket import Ticket
from forms_ext.states import HoldReason

from .addresses import plain_address

# What each sign weighs. A single one that a person can show by chance stays below the threshold of 100.
CERTAIN, STRONG, WEAK = 100, 50, 25
LINK = re.compile(r"(?:https?://|\bwww\.)\S", re.IGNORECASE)
MARKUP = re.compile(r"<a\s[^>]*href|\[(?:url|link)\b", re.IGNORECASE)
LINES = frozenset({"short_text", "full_name", "organisation"})


@dataclass(frozen=True)
class Circumstances:
    """How a sending arrived; none of it is stored with the sending.

    :param client: the visitor's network address; empty where it is not known.
    :param trap: whether the field that people cannot see was filled in.
    """

    client: str = ""
    trap: bool = False


@dataclass
class Suspicion:
    """What speaks for a robot in one sending.

    :param email: the address that would be written to; empty for none.
    """

    frozen: Frozen
    answers: dict[str, Any]
    ticket: Ticket
    circumstances: Circumstances
    email: str = ""

    def signs(self, now: datetime) -> dict[HoldReason, int]:
        """Return the signs that were found, each with its weight."""
        found = {
            HoldReason.TRAP: CERTAIN if self.circumstances.trap else 0,
            HoldReason.HASTE: self._haste(now),
            HoldReason.LINKS: self._links(),
            HoldReason.CLIENT: self._crowd(),
            HoldReason.RECIPIENT: self._flood(),
        }
        return {reason: weight for reason, weight in found.items() if weight}

    def reasons(self) -> list[str]:
        """Return why the sending has to be held; empty where the signs do not suffice."""
        signs = self.signs(timezone.now())
        return [reason.value for reason in signs] if sum(signs.values()) >= conf.get("HOLD_SCORE") else []

    def note(self):
        """Count this sending for those that come after it."""
        Arrival.note(self._digests.values())

    @cached_property
    def _digests(self) -> dict[ArrivalKind, str]:
        """Return under what this sending is counted; nothing where it is not known from where, or to whom."""
        known = {ArrivalKind.CLIENT: self.circumstances.client, ArrivalKind.RECIPIENT: self.email and plain_address(self.email)}
        return {kind: Arrival.digest_of(kind, what) for kind, what in known.items() if what}

    @cached_property
    def _lately(self) -> dict[ArrivalKind, int]:
        """Return how often the same arrived within the hour."""
        counts = Arrival.objects.within_the_hour(self._digests.values())
        return {kind: counts.get(one, 0) for kind, one in self._digests.items()}

    def _haste(self, now: datetime) -> int:
        # Only the ticket of a page that no cache keeps (it carries a nonce) tells when this visitor saw it.
        seen = self.ticket.rendered if self.ticket.nonce else None
        return STRONG if seen and (now - seen).total_seconds() < conf.get("HASTE_SECONDS") else 0

    def _links(self) -> int:
        weight = 0
        for spec in questions(self.frozen):
            answer = self.answers.get(spec["key"])
            if not isinstance(answer, str) or spec["kind"] not in {*LINES, "long_text"}:
                continue
            if MARKUP.search(answer):
                return CERTAIN
            weight += len(LINK.findall(answer)) * (STRONG if spec["kind"] in LINES else WEAK)
        return weight

    def _crowd(self) -> int:
        """Weigh how many came from one connection: an office, a school or a whole village may share one."""
        number, many = self._lately.get(ArrivalKind.CLIENT, 0), conf.get("CLIENT_PER_HOUR")
        return STRONG if number >= 4 * many else WEAK if number >= many else 0

    def _flood(self) -> int:
        return CERTAIN if self._lately.get(ArrivalKind.RECIPIENT, 0) >= conf.get("RECIPIENT_PER_HOUR") else 0
