"""Somebody who sends what no browser would, and the list of what is tried."""

import csv
import io
from urllib.parse import urlencode

from django.test import Client

from forms_ext.exports import CsvExport
from forms_ext.models import Submission
from forms_ext.schema.questions import html_name
from tests import builders

CASES = {}


def case(number, *values):
    """Register a case of the list, once for each of ``values``."""

    def register(check):
        for place, value in enumerate(values or ("",)):
            name = f"{number} {check.__name__.replace('_', ' ')}" + (f" {place}" if values else "")
            CASES[name] = (check, value) if values else (check,)
        return check

    return register


class Attack:
    """Somebody who sends what no browser would."""

    def __init__(self, host):
        self.client, self.host, self.form = Client(raise_request_exception=False), host, host.form()

    def name(self, kind):
        return html_name(builders.field_key(self.host, kind))

    def post(self, **values):
        return self.client.post(self.form.action, urlencode(self.data(**values), doseq=True), "application/x-www-form-urlencoded")

    def data(self, **values):
        return builders.filled(self.host, self.form, **values)

    def raw(self, body, content_type="application/x-www-form-urlencoded", **extra):
        return self.client.generic("POST", self.form.action, body, **{"CONTENT_TYPE": content_type, **extra})

    def refuse(self, response, *statuses):
        assert (response.status_code in statuses, Submission.objects.count()) == (True, 0), response.status_code

    def keep(self, kind, text, expected=None):
        """Send ``text`` and expect it in the database, and the receipt and the file to be there."""
        response = self.post(**{kind: text})
        assert response.status_code == 303
        stored = Submission.objects.get()
        assert stored.answers[builders.field_key(self.host, kind)] == (text if expected is None else expected)
        return self.client.get(response["Location"]).content.decode()

    def cells(self):
        """Return the rows of the file."""
        return list(csv.reader(io.StringIO(b"".join(CsvExport(Submission.objects.all())).decode("utf-8-sig"))))
