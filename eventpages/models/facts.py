"""When and where an event takes place, and whether it does."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from eventpages import conf
from eventpages.dates import When, WrongDate, zone_choices
from eventpages.states import Attendance, EventStatus, Precision


class EventFacts(models.Model):
    """The wall date and time are what is announced; ``starts_at`` and ``ends_at`` are derived from them and never edited."""

    precision = models.CharField(
        _("what is known"),
        max_length=8,
        choices=Precision.choices,
        default=Precision.EXACT,
        help_text=_("Announce what you know today. An event can be published with a month alone, or without any date."),
    )
    date_from = models.DateField(_("first day"), null=True, blank=True, help_text=_("For a month: any day in it."))
    time_from = models.TimeField(_("begins at"), null=True, blank=True, help_text=_("On the clocks of the place."))
    date_to = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: the same day."))
    time_to = models.TimeField(_("ends at"), null=True, blank=True, help_text=_("Empty: open end."))
    timezone = models.CharField(
        _("time zone"), max_length=64, choices=zone_choices, default=conf.zone_of_new_events, help_text=_("The zone of the place.")
    )
    zone_called = models.CharField(
        _("what visitors call it"),
        max_length=40,
        blank=True,
        help_text=_("Shown behind the times, for example “Hanoi”. Empty: the city of the time zone."),
    )
    starts_at = models.DateTimeField(_("start in UTC"), null=True, blank=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(_("end in UTC"), null=True, blank=True, editable=False, db_index=True)

    attendance = models.CharField(_("how to take part"), max_length=12, choices=Attendance.choices, default=Attendance.IN_PERSON)
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Town and country, for example “Hue, Viet Nam”."))
    room = models.CharField(_("house and room"), max_length=160, blank=True, help_text=_("For example “Riverside Hall, 2nd floor”."))
    online_url = models.URLField(
        _("public online address"),
        blank=True,
        help_text=_("Everybody can see it. Do not enter a link that is meant for people who registered."),
    )

    status = models.CharField(
        _("status"),
        max_length=12,
        choices=EventStatus.choices,
        default=EventStatus.SCHEDULED,
        help_text=_("A cancelled or postponed event keeps its page, its date and everybody who registered; it takes no registration."),
    )
    status_note = models.CharField(
        _("what happened"), max_length=300, blank=True, help_text=_("One sentence for visitors when the event is cancelled or postponed.")
    )

    when_panels = [
        MultiFieldPanel(
            [
                FieldPanel("precision"),
                FieldRowPanel([FieldPanel("date_from"), FieldPanel("time_from")]),
                FieldRowPanel([FieldPanel("date_to"), FieldPanel("time_to")]),
                FieldRowPanel([FieldPanel("timezone"), FieldPanel("zone_called")]),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [FieldPanel("attendance"), FieldRowPanel([FieldPanel("place"), FieldPanel("room")]), FieldPanel("online_url")],
            heading=_("Where"),
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("Does it take place?")),
    ]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.settle_dates()
        return super().save(*args, **kwargs)

    @property
    def when(self) -> When:
        """Return the date as it is announced."""
        return When(self.timezone, self.precision, self.date_from, self.date_to, self.time_from, self.time_to, self.zone_called)

    @property
    def where_words(self) -> str:
        """Return the place in one line, in the active language."""
        if self.attendance == Attendance.ONLINE:
            return _("Online")
        if not self.place:
            return _("Place to be announced")
        return _("%(place)s, and online") % {"place": self.place} if self.attendance == Attendance.HYBRID else self.place

    def clean(self):
        super().clean()
        self.settle_dates()
        try:
            self.when.check()
        except WrongDate as error:
            raise ValidationError({error.part: str(error)}) from error

    def settle_dates(self):
        """Take away what the precision does not know, complete the last day and derive start and end.

        A draft may hold a date that cannot be announced: it has neither start nor end.
        """
        if self.precision != Precision.EXACT:
            self.time_from = self.time_to = None
        if self.precision == Precision.TBA:
            self.date_from = self.date_to = None
        elif self.date_from:
            self.date_to = self.date_to or self.date_from
        try:
            self.when.check()
        except WrongDate:
            self.starts_at = self.ends_at = None
            return
        if self.precision == Precision.MONTH:
            self.date_from, self.date_to = self.when.first_day, self.when.last_day
        self.starts_at, self.ends_at = self.when.starts_at, self.when.ends_at
