"""A full disk stops writing, not reading; nothing acknowledged is lost, and when there is room again it goes on by itself."""

import threading
import time

import pytest
from django.db import connection, connections

from .checker import check
from .events import make_event
from .running_site import get
from .small_disk import small_disk
from .stage import stage, visitors_of
from .visitors import History, crowd

PEOPLE, REFUSALS = 40, 12


class Caretaker(threading.Thread):
    """Waits until visitors were turned away, looks whether pages still answer, then makes room."""

    def __init__(self, disk, history, look):
        super().__init__()
        self.disk, self.history, self.look = disk, history, look
        self.reading, self.freed_at = None, None

    def run(self):
        end = time.monotonic() + 60
        while self.history.answers[503] < REFUSALS and time.monotonic() < end:
            time.sleep(0.02)
        self.reading = [self.look() for _number in range(3)]
        self.disk.free()
        self.freed_at = time.monotonic()
        connections.close_all()


@pytest.mark.parametrize("may_mount", [True, pytest.param(False, marks=pytest.mark.long)], ids=["as the machine allows", "pretended"])
def test_full_disk_stops_writing_only(index, stoppable_database, figure, tmp_path, may_mount):
    pages_file = tmp_path / "pages"
    with small_disk(stoppable_database, pages_file, may_mount=may_mount) as disk:
        event, history = make_event(index, "dialogue", places=PEOPLE // 3, side_places=PEOPLE // 6), History()
        with stage("tests.reliability.settings_small_disk", CONVENE_TEST_PAGES=str(pages_file)) as running:
            visitors = visitors_of(event, running.port, history, people=PEOPLE, seed=5)
            disk.fill()
            caretaker = Caretaker(disk, history, lambda: get(running.port, event.get_url())[0])
            caretaker.start()
            crowd(visitors, 8)
            caretaker.join()
            workers = running.web.starts
        connections.close_all()
        verdict = check(event, history, [])
    verdict.mail_missing = 0  # mail is the matter of the fault runs
    recovery = history.recovery(caretaker.freed_at)
    figure(
        f"disk full {connection.vendor} ({disk.how}): {len(history.receipts)}/{PEOPLE} acknowledged, answers {dict(history.answers)}, "
        f"broken {verdict.broken}, pages meanwhile {caretaker.reading}, next acknowledgement after {recovery or 0:.1f} s"
    )
    assert history.answers[503] >= REFUSALS
    assert set(history.answers) == {303, 503}
    assert caretaker.reading == [200, 200, 200]
    assert len(history.receipts) == PEOPLE
    assert verdict.broken == {}
    assert workers == 1
