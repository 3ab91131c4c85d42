"""The measurements. All requests go through the site's whole middleware, in this process, one after another."""

import gc
import statistics
import time
from itertools import count

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eventpages.models import EventIndexPage
from tests import builders, people
from tests.reliability.events import make_event
from tests.reliability.stage import visitors_of
from tests.reliability.visitors import History

from .crowd import fill
from .stock.models import StockFormField, StockFormPage

NUMBERS = count(1)
FIELDS = (("Full name", "singleline"), ("E-mail", "email"), ("Walk", "checkbox"), ("Supper", "checkbox"), ("Photographs", "checkbox"))


def stock_page(home):
    """Publish Wagtail's own form with as many questions as ours."""
    page = StockFormPage(title="Stock", slug="stock", to_address="office@example.org", from_address="site@example.org", subject="New")
    page.form_fields = [
        StockFormField(label=label, field_type=kind, required=False, sort_order=n) for n, (label, kind) in enumerate(FIELDS)
    ]
    return builders.publish(home.add_child(instance=page))


def ours(client, event, data, attendance):
    """Return a function that sends a form of ours: two side events, a consent, a message to the visitor."""

    def send():
        number = next(NUMBERS)
        filled = {**data, attendance: ["side-walk", "side-supper"]}
        for name, value in data.items():
            filled[name] = value.replace("visitor0", f"visitor{number}") if isinstance(value, str) else value
        filled[attendance] = ["side-walk", "side-supper"]
        answer = client.post(f"/forms/{event.host_key}/", filled)
        assert answer.status_code == 303, answer.status_code

    return send


def stock(client, page):
    """Return a function that sends the stock form."""

    def send():
        number = next(NUMBERS)
        data = {
            "full_name": f"Visitor {number}",
            "e_mail": f"visitor{number}@example.org",
            "walk": "on",
            "supper": "on",
            "photographs": "on",
        }
        answer = client.post(page.url, data)
        assert answer.status_code == 200, answer.status_code

    return send


def milliseconds(posts, *functions):
    """Return the median time of each function; they take turns, so that both meet the same machine."""
    taken = {function: [] for function in functions}
    for turn in range(posts + 5):
        for function in functions:
            gc.collect(0)
            begun = time.perf_counter()
            function()
            if turn >= 5:
                taken[function].append(time.perf_counter() - begun)
    return [statistics.median(taken[function]) * 1000 for function in functions]


def measure(*, posts, rows, mail_ms, tell):
    """Print all figures and return the ratios."""
    home = builders.tree()
    index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
    event, page, client = make_event(index, "bench", places=None, side_places=None), stock_page(home), Client(headers={"host": "localhost"})
    visitor = visitors_of(event, 0, History(), people=1, seed=1)[0]
    data = {name: value.replace("bench-0@", "visitor0@") if isinstance(value, str) else value for name, value in visitor.data.items()}
    attendance = next(name for name, value in data.items() if isinstance(value, list))
    send = ours(client, event, data, attendance)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        send()
    own, with_mail = milliseconds(posts, send, stock(client, page))
    StockFormPage.objects.update(to_address="")
    own_again, without_mail = milliseconds(posts, send, stock(client, page))
    tell(f"{connection.vendor}: our form, everything stored, message queued   {own:6.1f} ms, {len(queries)} queries")
    tell(
        f"{connection.vendor}: stock form, one mail sent in the request      {with_mail:6.1f} ms (mail server on this machine, {mail_ms} ms per mail)"
    )
    tell(f"{connection.vendor}: stock form without any mail                   {without_mail:6.1f} ms (nobody is told)")
    tell(f"{connection.vendor}: ours is {with_mail / own:.2f} times as fast with mail, {without_mail / own_again:.2f} times without")
    return {"with mail": with_mail / own, "flat": flat(event, send, posts, rows, tell)}


def flat(event, send, posts, rows, tell):
    """Print the time of a sending and of the desk's first page with more and more rows; return the last over the first."""
    staff = people.browser_of(people.superuser("bench"))
    times = []
    for total in rows:
        fill(event, total)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        times.append(milliseconds(posts // 2, send, lambda: staff.get("/admin/desk/", headers={"host": "localhost"})))
        tell(f"{connection.vendor}: with {total:>7} stored: sending {times[-1][0]:6.1f} ms, first page of the desk {times[-1][1]:6.1f} ms")
    ratios = [last / first for first, last in zip(times[0], times[-1], strict=True)]
    tell(f"{connection.vendor}: {rows[-1]} over {rows[0]}: sending {ratios[0]:.2f}, desk {ratios[1]:.2f}")
    return ratios
