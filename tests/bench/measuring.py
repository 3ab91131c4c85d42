"""The measurements. What is compared takes turns in the same minute, so that both meet the same machine."""

import gc
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eventpages.models import EventIndexPage
from tests import builders, people

from .crowd import crowd_in, fill
from .parallel import side_by_side
from .sendings import Ours, Stock, sender

# Threads of each of the two workers: one, as servers have it that are told nothing, and as docs/running.md has it.
CLIENTS, THREADS = 16, (1, 16)
HOST = {"host": "localhost"}


def milliseconds(posts, *functions):
    """Return the median time of each function; they take turns."""
    taken = [[] for _function in functions]
    for turn in range(posts + 5):
        for function, times in zip(functions, taken, strict=True):
            gc.collect(0)
            begun = time.perf_counter()
            function()
            if turn >= 5:
                times.append(time.perf_counter() - begun)
    return [statistics.median(times) * 1000 for times in taken]


def measure(*, posts, rows, mail_ms, tell):
    """Print all figures and return the ratios."""
    home, client = builders.tree(), Client(headers=HOST)
    index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
    ours, mailing, bare = Ours(index, "bench"), Stock(home, "stock", "office@example.org"), Stock(home, "quiet", "")
    ratios = beside_stock([ours, mailing, bare], client, posts=posts, mail_ms=mail_ms, tell=tell)
    for threads in THREADS:
        ratios |= at_once([ours, mailing, bare], posts=posts, threads=threads, tell=tell)
    ratios |= flat(ours, bare, client, posts=posts, rows=rows, tell=tell)
    ratios |= crowded(ours, Ours(index, "crowded"), client, posts=posts, number=rows[-1], tell=tell)
    return ratios


def beside_stock(forms, client, *, posts, mail_ms, tell):
    """Print the time of one sending of each form, one after another in this process."""
    sends = [sender(client, form) for form in forms]
    sends[0]()
    with CaptureQueriesContext(connection) as queries:
        sends[0]()
        asked = len(queries)
    own, with_mail, without = milliseconds(posts, *sends)
    told = [
        f"our form: places, consent, log, links stored, message queued  {own:6.1f} ms, {asked} statements",
        f"stock form, one mail sent in the request                    {with_mail:6.1f} ms, mail server on this machine, {mail_ms} ms per mail",
        f"stock form, nobody is told                                  {without:6.1f} ms",
        f"ours takes 1/{with_mail / own:.2f} of the time of the stock form with its mail, 1/{without / own:.2f} without",
    ]
    for line in told:
        tell(f"{connection.vendor}: {line}")
    return {"with mail": with_mail / own, "without mail": without / own}


def at_once(forms, *, posts, threads, tell):
    """Print how many sendings of each form the real server answers in a second."""
    own, with_mail, without = side_by_side(forms, posts=posts, clients=CLIENTS, threads=threads)
    tell(
        f"{connection.vendor}: {CLIENTS} at once, two workers with {threads:>2} threads each, in a second: ours {own:.0f},"
        f" stock with mail {with_mail:.0f}, without {without:.0f};"
        f" ours over stock {own / with_mail:.2f} with mail, {own / without:.2f} without"
    )
    return {f"{threads} threads, with mail": own / with_mail, f"{threads} threads, without mail": own / without}


def analyze():
    """Let the database look at its tables, as it does by itself from time to time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def flat(ours, bare, client, *, posts, rows, tell):
    """Print the work with more and more rows stored, a thousand of them in the event; return the last over the first.

    The stock form is sent in between and does not grow: what it took more the second time was the machine.
    """
    staff = people.browser_of(people.superuser("bench"))
    work = {
        "sending": sender(client, ours),
        "event page": lambda: client.get(ours.event.url),
        "desk": lambda: staff.get("/admin/desk/", headers=HOST),
        "stock form": sender(client, bare),
    }
    times = []
    for total in rows:
        fill(ours.event, total)
        analyze()
        times.append(milliseconds(max(5, posts // 2), *work.values()))
        told = ", ".join(f"{name} {taken:.1f} ms" for name, taken in zip(work, times[-1], strict=True))
        tell(f"{connection.vendor}: {total:>7} stored: {told}")
    grown = {name: last / first for name, first, last in zip(work, times[0], times[-1], strict=True)}
    machine = grown.pop("stock form")
    told = ", ".join(f"{name} {ratio:.2f} ({ratio / machine:.2f} beside the stock form)" for name, ratio in grown.items())
    tell(f"{connection.vendor}: {rows[-1]} over {rows[0]} stored: {told}")
    return {name: ratio / machine for name, ratio in grown.items()}


def crowded(ours, other, client, *, posts, number, tell):
    """Print a sending to one event with all the people in it over a sending to one with a thousand."""
    sender(client, other)()
    crowd_in(other.event, number)
    analyze()
    ratios = {}
    for limits in ("limited", "unlimited"):
        small, large, page, large_page = milliseconds(
            max(5, posts // 2),
            sender(client, ours),
            sender(client, other),
            lambda: client.get(ours.event.url),
            lambda: client.get(other.event.url),
        )
        tell(
            f"{connection.vendor}: {number} in one event, places {limits}: sending {large:.1f} ms, {large / small:.2f} times that to a smaller event;"
            f" its page {large_page:.1f} ms, {large_page / page:.2f} times"
        )
        ratios |= {f"sending, {limits}": large / small, f"page, {limits}": large_page / page}
        ours.lift_limits()
        other.lift_limits()
    return ratios
