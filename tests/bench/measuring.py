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
        name = f"visitor{next(NUMBERS)}"
        filled = {key: value.replace("visitor0", name) if isinstance(value, str) else value for key, value in data.items()}
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
    ratios = beside_stock(send, stock(client, page), posts, mail_ms, tell)
    ratios |= flat(event, send, posts=posts, rows=rows, tell=tell)
    return ratios


def beside_stock(send, send_stock, posts, mail_ms, tell):
    """Print both forms side by side, the stock form once with its mail and once without."""
    send()
    with CaptureQueriesContext(connection) as queries:
        send()
        asked = len(queries)
    own, with_mail = milliseconds(posts, send, send_stock)
    StockFormPage.objects.update(to_address="")
    own_again, without = milliseconds(posts, send, send_stock)
    told = [
        f"our form: places, consent, log, links stored, message queued  {own:6.1f} ms, {asked} statements",
        f"stock form, one mail sent in the request                    {with_mail:6.1f} ms, mail server on this machine, {mail_ms} ms per mail",
        f"stock form, nobody is told                                  {without:6.1f} ms",
        f"ours is {with_mail / own:.2f} times as fast as the stock form with its mail, {without / own_again:.2f} times as fast without",
    ]
    for line in told:
        tell(f"{connection.vendor}: {line}")
    return {"with mail": with_mail / own, "without mail": without / own_again}


def flat(event, send, *, posts, rows, tell):
    """Print a sending and the desk's first page with more and more rows stored; return the last over the first."""
    staff = people.browser_of(people.superuser("bench"))
    times = []
    for total in rows:
        fill(event, total)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        times.append(milliseconds(max(5, posts // 2), send, lambda: staff.get("/admin/desk/", headers={"host": "localhost"})))
        tell(f"{connection.vendor}: {total:>7} stored: sending {times[-1][0]:6.1f} ms, first page of the desk {times[-1][1]:6.1f} ms")
    ratios = [last / first for first, last in zip(times[0], times[-1], strict=True)]
    tell(f"{connection.vendor}: {rows[-1]} over {rows[0]} stored: sending {ratios[0]:.2f}, desk {ratios[1]:.2f}")
    return {"sending": ratios[0], "desk": ratios[1]}
