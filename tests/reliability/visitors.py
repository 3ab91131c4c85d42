"""Visitors who do not give up: each sends the same form until the answer is definite, and some send it twice.

An answer is definite when it is 303 (stored) or 422 (refused with a reason). A broken connection, a time-out or 503 says
nothing about what was stored: it is never counted as a failure, the visitor just sends again.
"""

import http.client
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

PATIENCE_SECONDS = 90
HEADERS = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class History:
    """What the visitors saw.

    :param receipts: the addresses of the receipts that each visitor was led to, by e-mail address.
    :param answers: how often each status came; ``lost`` is a connection without an answer.
    :param at: the moments of the first acknowledgements, in order.
    """

    receipts: dict[str, list[str]] = field(default_factory=dict)
    answers: Counter = field(default_factory=Counter)
    at: list[float] = field(default_factory=list)
    pauses_asked: Counter = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(self, email, receipt):
        """Write down that a visitor was told that the form is stored."""
        with self.lock:
            if email not in self.receipts:
                self.at.append(time.monotonic())
            self.receipts.setdefault(email, []).append(receipt)

    def recovery(self, moment):
        """Return the seconds from ``moment`` to the next acknowledgement, or None."""
        return next((at - moment for at in self.at if at > moment), None)


@dataclass
class Visitor:
    """One person with one filled form."""

    port: int
    action: str
    data: dict
    email: str
    seed: str
    history: History
    repeats: float = 0.2
    gate: object = None

    def visit(self):
        """Send until it is definite; some click twice and have to be led to the same receipt."""
        if self.gate:
            self.gate()
        chance = random.Random(self.seed)  # noqa: S311 -- a seeded run can be repeated
        twice = chance.random() < self.repeats
        self.insist(chance)
        if twice:
            self.insist(chance)

    def insist(self, chance):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            status, receipt = self.send()
            if status == 303:
                self.history.acknowledge(self.email, receipt)
            if status in {303, 422}:
                return
            time.sleep(chance.uniform(0.05, 0.3))
        raise TimeoutError(f"no definite answer in {PATIENCE_SECONDS} seconds")

    def send(self):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            line.request("POST", self.action, urlencode(self.data, doseq=True), HEADERS)
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.history.answers["lost"] += 1
            return None, None
        finally:
            line.close()
        self.history.answers[answer.status] += 1
        if answer.status == 503:
            self.history.pauses_asked[answer.headers["Retry-After"]] += 1
        return answer.status, answer.headers["Location"]


def crowd(visitors, at_once):
    """Let all visitors come, ``at_once`` at a time, and return when the last has a definite answer."""
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda visitor: visitor.visit(), visitors))
