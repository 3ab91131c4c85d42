import time
from contextlib import nullcontext
from types import SimpleNamespace

from django.apps import AppConfig
from django.conf import settings

PAUSE_SECONDS = 0.005


class PauseConfig(AppConfig):
    """The same pause in the real run and in every control; a control also takes one guard away."""

    name = "tests.reliability.pause"

    def ready(self):
        from forms_ext.actions import locking
        from forms_ext.actions.room import Room

        count = Room.count

        def count_and_pause(room):
            taken = count(room)
            time.sleep(PAUSE_SECONDS)
            return taken

        Room.count = count_and_pause
        if settings.RACE_WITHOUT_LOCK:
            locking.lock = lambda _host_key: None
        if settings.RACE_WITHOUT_TRANSACTION:
            locking.transaction = SimpleNamespace(atomic=nullcontext)
