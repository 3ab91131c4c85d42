"""The two forms that are sent: ours with everything, and Wagtail's own with as many questions."""

from itertools import count
from urllib.parse import urlencode

from forms_ext.models import Pool
from tests import builders
from tests.reliability.events import make_event
from tests.reliability.stage import visitors_of
from tests.reliability.visitors import History

from .stock.models import StockFormField, StockFormPage

NUMBERS = count(1)
FIELDS = (("Full name", "singleline"), ("E-mail", "email"), ("Walk", "checkbox"), ("Supper", "checkbox"), ("Photographs", "checkbox"))
# Limits that nobody reaches: the places are counted at every sending and never run out.
PLACES, SIDE_PLACES = 1_000_000, 1_000_000


class Ours:
    """A form of ours: an event with two side events, all with limited places, a consent, a message to the visitor."""

    answer, wants_cookie = 303, False

    def __init__(self, index, slug):
        self.event = make_event(index, slug, places=PLACES, side_places=SIDE_PLACES)
        self.path = f"/forms/{self.event.host_key}/"
        visitor = visitors_of(self.event, 0, History(), people=1, seed=1)[0]
        self.data = visitor.data
        self.attendance = next(name for name, value in self.data.items() if isinstance(value, list))
        self.email = f"{slug}-0@"

    def filled(self):
        """Return the answers of another person."""
        name = f"visitor{next(NUMBERS)}"
        filled = {key: value.replace(self.email, f"{name}@") if isinstance(value, str) else value for key, value in self.data.items()}
        return {**filled, self.attendance: ["side-walk", "side-supper"]}

    def lift_limits(self):
        """Offer as many places as there are people, from now on."""
        Pool.objects.of_host(self.event.host_key).update(capacity=None)


class Stock:
    """Wagtail's own form page, with or without an address that is told."""

    answer, wants_cookie = 200, True

    def __init__(self, home, slug, to_address):
        page = StockFormPage(title=slug, slug=slug, to_address=to_address, from_address="site@example.org", subject="New")
        page.form_fields = [
            StockFormField(label=label, field_type=kind, required=False, sort_order=n) for n, (label, kind) in enumerate(FIELDS)
        ]
        self.path = builders.publish(home.add_child(instance=page)).url

    @staticmethod
    def filled():
        """Return the answers of another person."""
        number = next(NUMBERS)
        address = f"visitor{number}@example.org"
        return {"full_name": f"Visitor {number}", "e_mail": address, "walk": "on", "supper": "on", "photographs": "on"}


def sender(client, form):
    """Return a function that sends ``form`` through the whole middleware in this process."""

    def send():
        answer = client.post(form.path, form.filled())
        assert answer.status_code == form.answer, answer.status_code

    return send


def body(form):
    """Return one filled form as it travels."""
    return urlencode(form.filled(), doseq=True)
