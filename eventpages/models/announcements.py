"""An event as calendars and search engines are told of it."""

import json
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from eventpages.schema.ical import CANCELLED, CONFIRMED, Entry, entry_file
from eventpages.schema.structured import Facts, event_data
from eventpages.states import EventStatus

from .changes import EventChange


class EventAnnouncement(models.Model):
    """Needs the facts and the registration of an event beside it."""

    class Meta:
        abstract = True

    # Calendars

    def calendar_entry(self, sequence: int, host_key=None) -> Entry:
        """Return the entry of the event itself.

        :param sequence: see :class:`eventpages.models.EventChange`.
        :param host_key: the key of this event where the caller knows it; an alias has to look for it.
        """
        return self._entry(
            uid=str(host_key or self.host_key),
            sequence=sequence,
            summary=self.title,
            when=self.when,
            location=", ".join(filter(None, [self.room, self.place])) or self.online_url,
            description="\n\n".join(filter(None, [self.status_note, self.summary])),
        )

    def side_entries(self, items: set[str], sequence: int) -> list[Entry]:
        """Return the entries of the side events in ``items``."""
        return [
            self._entry(
                uid=f"{self.host_key}-{child.id}",
                sequence=sequence,
                summary=child.value["title"],
                when=child.value.when(self.timezone, self.zone_called),
                location=child.value["place"] or self.place,
                description=_("Part of: %(title)s") % {"title": self.title},
                cancelled=child.value["cancelled"],
            )
            for child in self.side_events
            if child.id in items
        ]

    def _entry(self, *, cancelled=False, **facts) -> Entry:
        off = cancelled or self.status != EventStatus.SCHEDULED
        modified = self.last_published_at or self.latest_revision_created_at or timezone.now()
        return Entry(modified=modified, url=self.full_url or "", status=CANCELLED if off else CONFIRMED, **facts)

    def calendar_file(self, items: set[str]) -> str:
        """Return the event and its side events in ``items`` as iCalendar; empty while no day is known."""
        sequence = EventChange.objects.sequences([self.host_key]).get(self.host_key, 0)
        main = [self.calendar_entry(sequence)] if "" in items else []
        return entry_file((*main, *self.side_entries(items, sequence)))

    def announced(self) -> str:
        """Return everything that a calendar shows of date, place and status, as canonical JSON."""
        entries = [self.calendar_entry(0), *self.side_entries({child.id for child in self.side_events}, 0)]
        facts = [
            [
                entry.uid,
                entry.when.precision,
                entry.when.zone,
                entry.when.start_attribute,
                entry.when.end_attribute,
                entry.location,
                entry.status,
            ]
            for entry in entries
        ]
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    # Search engines

    def structured_data(self, standing, *, image: str = "") -> dict:
        """Return the event as JSON-LD; see :func:`eventpages.schema.structured.event_data`.

        :param image: the absolute address of a picture.
        """
        closes = standing.window.until if standing.takes_registrations else None
        return event_data(
            Facts(
                uid=str(self.host_key),
                title=self.title,
                url=self.full_url or "",
                when=self.when,
                phase=standing.phase,
                status=self.status,
                attendance=self.attendance,
                language=self.locale.language_code,
                summary=self.summary,
                place=", ".join(filter(None, [self.room, self.place])),
                online_url=self.online_url,
                image=image,
                organisers=[_organiser(child.value) for child in self.organisers],
                previous_start=self.previous_start.isoformat() if self.previous_start else "",
                opens=self.opening.isoformat() if self.opening else "",
                closes=closes.isoformat() if closes else "",
            )
        )

    @cached_property
    def previous_start(self) -> datetime | None:
        """Return the start that was announced last before the present one; None where it never moved."""
        changes = EventChange.objects.of_host(self.host_key).filter(starts_at__isnull=False).exclude(starts_at=self.starts_at)
        last = changes.last()
        return last.starts_at if last else None


def _organiser(value) -> dict[str, str]:
    found = {"name": value["name"], "url": value["url"]}
    return {name: text for name, text in found.items() if text}
