"""Many at once: the real server with two workers, and clients that each keep one connection."""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie

from tests.reliability.running_site import running_site

from .sendings import body

HEADERS = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}
ROUNDS = 5


def send_all(port, form, bodies):
    """Send ``bodies`` one after the other over one connection."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = HEADERS | (signed(line, form) if form.wants_cookie else {})
    for text in bodies:
        line.request("POST", form.path, text, headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == form.answer, answer.status
    line.close()


def signed(line, form):
    """Return the headers of somebody who opened the page and got its cookie, without which Wagtail's form refuses."""
    line.request("GET", form.path, headers={"Host": "localhost"})
    answer = line.getresponse()
    answer.read()
    token = SimpleCookie(answer.headers["Set-Cookie"])["csrftoken"].value
    return {"Cookie": f"csrftoken={token}", "X-CSRFToken": token}


def a_second(port, form, posts, clients):
    """Return how many sendings of ``form`` are answered in a second."""
    loads = [[body(form) for _turn in range(max(1, posts // clients))] for _client in range(clients)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(lambda bodies: send_all(port, form, bodies), loads))
    return sum(map(len, loads)) / (time.perf_counter() - begun)


def side_by_side(forms, *, posts, clients, threads):
    """Return the sendings in a second of each form, the median of some rounds in which they take turns."""
    rates = [[] for _form in forms]
    with running_site("tests.bench.settings", threads=threads) as port:
        for form in forms:
            a_second(port, form, clients, clients)  # every thread of the server has answered once
        for _round in range(ROUNDS):
            for form, rate in zip(forms, rates, strict=True):
                rate.append(a_second(port, form, posts, clients))
    return [statistics.median(rate) for rate in rates]
