"""The form in which an editor writes an event."""

from django.utils.translation import gettext as _

from eventpages.states import EventStatus, Precision, Registration
from forms_ext.models.starting import HostPageForm

from .side_events import lonely_side_events, lost_side_events


class EventPageForm(HostPageForm):
    """Starts a new event with a form, and asks before publishing for what visitors would miss."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("side_events") is not None and "side_events" not in self.errors:
            for sentence in [
                *lost_side_events(self.instance, cleaned["side_events"]),
                *lonely_side_events(self.instance, cleaned["side_events"]),
            ]:
                self.add_error("side_events", sentence)
        if not self.is_deferred_validation:
            for field, sentence in self._missing(cleaned):
                if field in self.fields and field not in self.errors:
                    self.add_error(field, sentence)
        return cleaned

    @staticmethod
    def _missing(cleaned):
        """Give the fields that a published event needs and a draft may leave open."""
        precision = cleaned.get("precision")
        if precision and precision != Precision.TBA and not cleaned.get("date_from"):
            yield "date_from", _("Write the date, or choose “To be announced”.")
        if precision == Precision.EXACT and cleaned.get("date_from") and not cleaned.get("time_from"):
            yield "time_from", _("Write when it begins, or choose “Day without a time”.")
        if cleaned.get("registration") == Registration.ELSEWHERE and not cleaned.get("external_url"):
            yield "external_url", _("Write the address where people register.")
        if cleaned.get("registration") == Registration.HERE and not cleaned.get("fields"):
            yield "fields", _("Add at least one question, or choose “No registration”.")
        if cleaned.get("status") not in {None, EventStatus.SCHEDULED} and not cleaned.get("status_note"):
            yield "status_note", _("Tell visitors in one sentence what happened.")
