"""What goes wrong while people register: the order is drawn from a seed, the moment follows their progress."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from .supervisor import kill_at_once

OUTAGE_SECONDS = 1.5
DATABASE_AWAY_SECONDS = 0.7
IN_FLIGHT_SECONDS = 0.05  # from the moment the next visitors are let in to the fault: their requests are under way


@dataclass
class Nemesis:
    """Strikes each time another share of the visitors was acknowledged.

    :param web: the supervised server.
    :param mailer: the supervised job worker.
    :param sink: the mail server.
    :param cluster: the PostgreSQL to crash, or None on SQLite.
    """

    web: object
    mailer: object
    sink: object
    cluster: object
    histories: list
    seed: int
    struck: Counter = field(default_factory=Counter)
    over: list = field(default_factory=list)
    killed: set = field(default_factory=set)
    begun: int = 0

    def plan(self, rounds):
        """Return the faults of a run in their order."""
        faults = [self.kill_worker, self.kill_mailer, self.kill_worker, self.stop_mail] * rounds
        faults += [self.crash_database] * rounds if self.cluster else [self.kill_worker] * rounds
        random.Random(self.seed).shuffle(faults)  # noqa: S311 -- a seeded run can be repeated
        return faults

    def haunt(self, visitors, rounds):
        """Start to strike in the background; return the thread, which ends with the last fault.

        The visitors come in as many groups as there are faults, and one more; each fault meets a group that was just let in.
        """
        faults = self.plan(rounds)
        for number, visitor in enumerate(visitors):
            visitor.gate = partial(self.wait_for_fault, number * (len(faults) + 1) // len(visitors))
        thread = threading.Thread(target=self.strike_in_turn, args=(len(visitors), faults))
        thread.start()
        return thread

    def wait_for_fault(self, number):
        """Wait until fault ``number`` is about to strike."""
        while self.begun < number:
            time.sleep(0.005)

    def strike_in_turn(self, people, faults):
        for number, fault in enumerate(faults, 1):
            end = time.monotonic() + 60
            while self.acknowledged() < people * number // (len(faults) + 1) - 2 and time.monotonic() < end:
                time.sleep(0.005)
            self.begun = number
            time.sleep(IN_FLIGHT_SECONDS)
            fault(number)
            self.struck[fault.__name__] += 1
            self.over.append((fault.__name__, time.monotonic()))

    def acknowledged(self):
        """Return how many people were told that their form is stored."""
        return sum(len(history.receipts) for history in self.histories)

    def kill_worker(self, number):
        """Kill one of the processes that answer, in the middle of what it answers."""
        if workers := self.web.children():
            killed = workers[number % len(workers)]
            kill_at_once(killed)
            self.killed.add(killed)

    def kill_mailer(self, number):
        """Kill the worker at the worst moment: the mail server has the message, the worker has not heard so."""
        self.sink.before_answer = self.mailer.kill

    def stop_mail(self, number):
        """Take the mail server away for a while."""
        self.sink.close()
        time.sleep(OUTAGE_SECONDS)
        self.sink.open()

    def crash_database(self, number):
        """Stop PostgreSQL without letting it write anything out, and start it again."""
        self.cluster.stop("immediate")
        time.sleep(DATABASE_AWAY_SECONDS)
        self.cluster.start()

    def recovery(self, fault):
        """Return the longest time in seconds from the end of a fault to the next acknowledgement, 0 where none came after."""
        return max((history.recovery(moment) or 0 for history in self.histories for name, moment in self.over if name == fault), default=0)
