import json
import os
import secrets
import smtplib
import threading
import time
from contextlib import contextmanager, nullcontext
from functools import wraps
from pathlib import Path

from django.apps import AppConfig
from django.db import connection, transaction

PAUSE_SECONDS = 0.03
ACKNOWLEDGED_TOO_EARLY_SECONDS = 0.5


def missing(host_key):
    """Return the guard that this host has lost: lock, key, transaction, outbox or commit; empty for none."""
    return json.loads(Path(os.environ["CONVENE_TEST_GUARDS"]).read_text()).get(str(host_key), "")


@contextmanager
def open_door(host_key):
    """Stand for ``host_transaction``: whole, without its lock, or without its transaction."""
    from forms_ext.actions import locking

    gone = missing(host_key)
    # On SQLite an IMMEDIATE transaction alone is already a lock, so there the lock goes together with it.
    without = gone == "transaction" or (gone == "lock" and connection.vendor == "sqlite")
    with nullcontext() if without else transaction.atomic():
        if gone != "lock":
            locking.lock(host_key)
        yield


def send_at_once(kind, submission, subject, number, **rest):
    """Stand for the outbox: mail in the request, and a mail server that is away is bad luck."""
    from django.core.mail import send_mail

    try:
        send_mail(subject, str(number), None, [submission.email])
    except (OSError, smtplib.SMTPException):
        return


def host_of_message(_kind, submission, *_rest, **_more):
    return submission.host_key


def host_of_action(action):
    return action.host.host_key


def host_of_view(_view, _request, host, *_rest):
    return host.host_key


def never_sent(_action):
    return None


def other_each_time(_action):
    return secrets.token_hex(32)


class GuardsConfig(AppConfig):
    name = "tests.reliability.guards"

    def ready(self):
        from forms_ext import emails
        from forms_ext.actions import submit
        from forms_ext.actions.room import Room
        from forms_ext.views.sending import SendView

        submit.host_transaction = open_door
        self.replace(emails, "queue", send_at_once, host_of_message, "outbox")
        self.replace(submit.SubmitAction, "_sent_before", never_sent, host_of_action, "key")
        self.replace(submit.SubmitAction, "_digest", other_each_time, host_of_action, "key")
        self.replace(SendView, "store", self.answer_first(SendView.store), host_of_view, "commit")
        self.slow_down(Room)

    @staticmethod
    def replace(owner, name, other, host_of, guard):
        """Use ``other`` in place of a function wherever the host has lost ``guard``."""
        real = getattr(owner, name)

        @wraps(real)
        def chosen(*args, **kwargs):
            return (other if missing(host_of(*args, **kwargs)) == guard else real)(*args, **kwargs)

        setattr(owner, name, chosen)

    @staticmethod
    def answer_first(store):
        """Return a view that says thank you before anything is stored."""

        def thank_first(view, request, host, *rest):
            from django.http import HttpResponse

            request.POST  # noqa: B018 -- read now: the connection is closed when the thread begins

            def later():
                time.sleep(ACKNOWLEDGED_TOO_EARLY_SECONDS)
                store(view, request, host, *rest)
                connection.close()

            threading.Thread(target=later).start()
            return HttpResponse(status=303, headers={"Location": "/forms/receipt/early/"})

        return thank_first

    @staticmethod
    def slow_down(room_model):
        """Let time pass between counting the places and writing the claim, in which somebody else, or a crash, can come."""
        count = room_model.count

        def count_and_pause(room):
            taken = count(room)
            if missing(room.main.host_key) in {"lock", "transaction"}:
                time.sleep(PAUSE_SECONDS)
            return taken

        room_model.count = count_and_pause
