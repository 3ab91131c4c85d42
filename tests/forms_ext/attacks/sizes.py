"""A: size and shape."""

import io
import json
import time
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile

from forms_ext.models import AccessLink, FormVersion, Submission

from .attack import case


@case("A01")
def text_of_ten_megabytes(attack):
    body = urlencode(attack.data(long_text="a" * 10_000_000)).encode()
    attack.raw(b"x=1")  # templates are read once
    begun = time.perf_counter()
    response = attack.raw(body)
    attack.refuse(response, 413)
    assert time.perf_counter() - begun < 0.2


@case("A02")
def million_names(attack):
    attack.refuse(attack.raw("&".join(f"k{number}=" for number in range(1_000_000))), 413)


@case("A02")
def thousand_short_names(attack):
    attack.refuse(attack.raw("&".join(f"k{number}=" for number in range(1_000))), 413)


@case("A03")
def long_text_under_the_cap_in_parts(attack):
    response = attack.client.post(attack.form.action, attack.data(long_text="a" * 900_000))
    attack.refuse(response, 422)
    assert "at most 5000 characters" in response.content.decode()


@case("A04")
def hundred_and_one_files(attack):
    files = {f"file{number}": SimpleUploadedFile(f"{number}.txt", b"x") for number in range(101)}
    attack.refuse(attack.client.post(attack.form.action, {**attack.data(), **files}), 400)


class Endless:
    """A body without an end, which counts what is read of it."""

    taken = 0

    def read(self, size=-1):
        assert size >= 0, "somebody waits for the end of an endless body"
        self.taken += size
        return b"a" * size

    readline = read


@case("A06")
def chunks_without_a_length(attack):
    body = Endless()
    response = attack.raw(b"", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked", **{"wsgi.input": body})
    attack.refuse(response, 422)
    assert body.taken <= 1_000_000


@case("A07", "-1", "many", "1e3", "٣")
def length_that_is_no_number(attack, length):
    attack.refuse(attack.raw(urlencode(attack.data()), CONTENT_LENGTH=length), 400)


@case("A07")
def body_shorter_than_its_length(attack):
    body = urlencode(attack.data()).encode()
    attack.refuse(attack.raw(body, CONTENT_LENGTH=str(len(body) + 9), **{"wsgi.input": io.BytesIO(body)}), 400)


@case("A08", "gzip", "deflate", "br")
def packed_body(attack, coding):
    attack.refuse(attack.raw(b"\x1f\x8b", HTTP_CONTENT_ENCODING=coding), 415)


@case("A09")
def part_of_ten_megabytes_of_spaces_in_base64(attack):
    head = f'--b\r\nContent-Disposition: form-data; name="{attack.name("long_text")}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    # A form of parts may carry files: Django's own cap for what is no file ends this one.
    attack.refuse(attack.raw(head.encode() + b" " * 10_000_000 + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"), 400, 413)
    attack.refuse(attack.raw(head.encode() + b" " * 900_000 + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"), 400, 422)


@case("A10", "full_name", "email", "choice", "long_text", "consent")
def name_that_occurs_twice(attack, kind):
    body = urlencode(attack.data(long_text="one"), doseq=True) + f"&{attack.name(kind)}=other"
    response = attack.raw(body)
    attack.refuse(response, 422)
    assert response.content.decode().count("This question was answered more than once") == 2


@case("A11", "{}[]", "{}.x", "{}[0]", "__proto__", "constructor[prototype]")
def name_that_means_something_elsewhere(attack, pattern):
    body = urlencode(attack.data()) + f"&{urlencode({pattern.format(attack.name('full_name')): 'Mallory'})}"
    assert attack.raw(body).status_code == 303
    assert "Mallory" not in json.dumps([Submission.objects.get().answers, Submission.objects.get().extras])


@case("A12", "application/json", "text/plain", "application/xml", "")
def content_that_is_no_form(attack, content_type):
    attack.refuse(attack.raw("[" * 100_000, content_type), 415)


@case("A13")
def fields_that_were_never_asked(attack):
    forged = {"status": "approved", "state": "accepted", "is_staff": "1", "submit_time": "1999-01-01", "host_key": "x"}
    assert attack.raw(urlencode({**attack.data(), **forged})).status_code == 303
    stored = Submission.objects.get()
    assert (set(stored.answers), stored.extras) == ({field["key"] for field in stored.frozen["fields"]}, {})


@case("A14", True, False)
def nothing_at_all(attack, ticket):
    response = attack.raw(urlencode({"ticket": attack.form.ticket} if ticket else {}))
    attack.refuse(response, 422)
    page = response.content.decode()
    assert "There is a problem" in page
    assert 'id="error-summary"' in page
    assert "Fill in: Full name" in page


@case("A15", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "x")
def method_that_nobody_needs(attack, method):
    attack.refuse(attack.client.generic(method, attack.form.action, "a=1", "application/x-www-form-urlencoded"), 405)
    attack.refuse(attack.client.generic(method, attack.host.url, "a=1", "application/x-www-form-urlencoded"), 405)


@case("A16", "HEAD", "OPTIONS", "GET")
def method_that_only_looks(attack, method):
    before = (FormVersion.objects.count(), AccessLink.objects.count())
    query = urlencode(attack.data())
    assert attack.client.generic(method, f"{attack.form.action}?{query}").status_code in {200, 302}
    assert (FormVersion.objects.count(), AccessLink.objects.count(), Submission.objects.count()) == (*before, 0)
