import time
from contextlib import nullcontext
from functools import wraps
from types import SimpleNamespace

from django.apps import AppConfig
from django.conf import settings

PAUSE_SECONDS = 0.005


def then_pause(read):
    """Return ``read`` with time between its answer and whatever is written because of it."""

    @wraps(read)
    def read_and_pause(*args):
        answer = read(*args)
        time.sleep(PAUSE_SECONDS)
        return answer

    return read_and_pause


def pause_then(write):
    """Return ``write`` with time between what was read for it and the writing."""

    @wraps(write)
    def pause_and_write(*args, **kwargs):
        time.sleep(PAUSE_SECONDS)
        return write(*args, **kwargs)

    return pause_and_write


class PauseConfig(AppConfig):
    """The same pauses in the real run and in every control; a control also takes one guard away."""

    name = "tests.reliability.pause"

    def ready(self):
        from declarations.actions import endorse
        from declarations.models import Endorsement
        from forms_ext.actions import locking
        from forms_ext.actions.room import Room

        Room.count = then_pause(Room.count)
        Endorsement.save = pause_then(Endorsement.save)
        endorse.counted_in_ledger = then_pause(endorse.counted_in_ledger)
        if settings.RACE_WITHOUT_LOCK:
            locking.lock = lambda _host_key: None
        if settings.RACE_WITHOUT_TRANSACTION:
            locking.transaction = SimpleNamespace(atomic=nullcontext)
