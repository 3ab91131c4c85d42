"""B: characters."""

from urllib.parse import urlencode

from forms_ext.exports import unguarded
from forms_ext.models import AccessLink, Message, Submission
from forms_ext.models.links import Purpose
from tests import builders

from .attack import Attack, case

KINDS_OF_TEXT = ("full_name", "email", "long_text")


@case("B17", *KINDS_OF_TEXT, "choice", "consent")
def nul_in_a_value(attack, kind):
    attack.refuse(attack.post(**{kind: "a\x00b@example.org"}), 422)


@case("B17")
def nul_in_a_name(attack):
    attack.refuse(attack.raw(urlencode(attack.data()) + "&a%00b=1"), 400)


@case("B17")
def nul_in_the_address(attack):
    attack.refuse(attack.client.post("/forms/%00/", attack.data()), 400, 404)
    assert attack.client.get("/forms/%00/").status_code == 400


@case("B17")
def nul_in_the_ticket(attack):
    attack.refuse(attack.raw(urlencode({**attack.data(), "ticket": "a\x00b"})), 422)


@case("B18", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x80", "\x85", "\x9b")
def control_character(attack, control):
    for kind in KINDS_OF_TEXT:
        response = attack.post(**{kind: f"ada{control}@example.org"})
        attack.refuse(response, 422)
        assert "character that cannot be shown" in response.content.decode()


@case("B18")
def control_character_of_old_rows_in_the_file(attack):
    attack.post()
    Submission.objects.update(answers={builders.field_key(attack.host, "full_name"): "Ada\x07\x1bBerg"})
    assert "Ada\x07\x1bBerg" in attack.cells()[1]


@case("B19", "%FF", "%C0%AF", "%ED%A0%80", "%F0%28%8C%28", "%F4%90%80%80")
def bytes_that_are_no_utf8(attack, bad):
    attack.refuse(attack.raw(urlencode(attack.data()) + f"&{attack.name('long_text')}={bad}"), 400)


@case("B19", b"\xff", b"\xed\xa0\x80")
def bytes_that_are_no_utf8_in_parts(attack, bad):
    values = attack.data()
    values[attack.name("long_text")] = "BAD"
    parts = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in values.items())
    attack.refuse(attack.raw((parts + "--b--\r\n").encode().replace(b"BAD", bad), "multipart/form-data; boundary=b"), 422)


@case("B19", "utf-7", "utf-16", "latin-1", "no-such")
def other_coding(attack, coding):
    for content_type in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b"):
        attack.refuse(attack.raw(b"a=+AAA-", f"{content_type}; charset={coding}"), 400)


@case("B20", "\u202e", "\u202a", "\u202d", "\u2066", "\u2067", "\u2068", "\u2069")
def letter_that_turns_the_direction(attack, turning):
    page = attack.keep("full_name", f"Ada {turning}greB", "Ada greB")
    assert "<bdi>Ada greB</bdi>" in page
    assert turning not in page


@case("B20", "\u200e", "\u200f", "\u061c")
def mark_of_direction_inside_a_word(attack, mark):
    attack.keep("full_name", f"עדה{mark} ברג")


@case(
    "B21",
    "\u200b",
    "\u2060\u00a0",
    "\ufeff",
    "\u3164",
    "\uffa0",
    "\u115f\u1160",
    "\u2800",
    "\u00a0",
    "\u180e",
    "\u00ad",
    "\ufe0f",
    "\U000e0001",
)
def name_that_nobody_can_see(attack, unseen):
    response = attack.post(full_name=unseen)
    attack.refuse(response, 422)
    assert response.content.decode().count("Fill in: Full name") == 2


@case("B22", "Аdа Веrg", "Αda Βerg", "𝐀da Berg")
def letters_that_look_like_others(attack, name):
    attack.keep("full_name", name)


@case("B23", "محمد عبد الله", "שלמה בן דוד", "احمد (Ahmed) 12")
def name_from_right_to_left(attack, name):
    assert f"<bdi>{name}</bdi>" in attack.keep("full_name", name)
    assert name in attack.cells()[1]


@case("B24", "👩‍👩‍👧‍👦 Berg", "𠮷野家", "e" + "\u0323" * 190, "\u1109\u1165\u110b\u116e\u11af" * 30)
def letters_of_several_code_points(attack, name):
    import unicodedata

    attack.keep("full_name", name, unicodedata.normalize("NFC", name))


@case("B24", "😀" * 201, "q" + "\u0323" * 500, "漢" * 201)
def more_code_points_than_the_limit(attack, name):
    response = attack.post(full_name=name)
    attack.refuse(response, 422)
    assert "at most 200 characters" in response.content.decode()


@case("B25", ("Zoë Ångström", "Zoe\u0308 A\u030angstro\u0308m"), ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"))
def same_name_composed_and_apart(attack, names):
    assert [attack.post(full_name=name).status_code for name in names] == [303, 303]
    assert Submission.objects.get().display_name == names[0]


@case("B26", "\uffff", "\ufdd0", "\U0001fffe")
def code_point_that_is_no_letter(attack, odd):
    attack.keep("full_name", f"Ada{odd}Berg")
    assert f"Ada{odd}Berg" in attack.cells()[1]


# A capital I with a dot becomes two signs; both addresses lead to what DNS and the mailbox know.
@case("B27", ("ADA@EXAMPLE.ORG", "ADA@example.org"), ("Ida@İstanbul.example", "Ida@i\u0307stanbul.example"), ("ıda@example.org",) * 2)
def capitals_in_an_address(attack, pair):
    sent, expected = pair
    assert attack.post(email=sent).status_code == 303
    assert Submission.objects.get().email == expected


FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "＝1+1", "'=1", "%0A=1")


@case("B28", *FORMULAS)
def answer_that_would_be_a_formula(attack, formula):
    attack.keep("full_name", formula)
    cells = attack.cells()[1]
    assert formula in [unguarded(cell) for cell in cells]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))] == []


@case("B28", "=1+1", "@SUM(A1)")
def label_and_title_that_would_be_formulas(attack, formula):
    host = builders.form_page(
        builders.tree(), [*builders.person(), builders.question("short_text", formula, required=False)], title=formula
    )
    assert Attack(host).post().status_code == 303
    heading, row = attack.cells()
    assert (f"'{formula}" in heading, f"'{formula}" in row, formula in [*heading, *row]) == (True, True, False)


@case("B29", "#N/A", "1E5", "00123", "12/11", "TRUE", "null")
def text_that_looks_like_a_value(attack, text):
    attack.keep("full_name", text)
    assert text in attack.cells()[1]


MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
    "{{7*7}}",
    "{% load x %}",
    "${7*7} %s %(a)s",
    "{0.__class__}",
)


@case("B30", *MARKUP)
def markup_in_an_answer(attack, markup):
    from django.utils.html import escape

    page = attack.keep("full_name", markup)
    own = attack.client.get(f"/forms/mine/{AccessLink.issue(Submission.objects.get(), Purpose.MANAGE).token}/").content.decode()
    again = attack.post(full_name=markup, email="").content.decode()
    for shown in (page, own, again):
        assert str(escape(markup)) in shown
        assert "<" not in markup or markup not in shown
    message = Message.objects.get()
    assert (markup in message.subject, "49" in message.subject) == (False, False)


@case("B31", "Ada\n[INFO] admin logged in", "Ada\r\n[INFO] admin logged in")
def answer_that_forges_a_line_of_the_log(attack, forged):
    import logging

    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        attack.post(full_name=forged, email="no address")
        attack.raw(urlencode({"ticket": forged, forged: forged}))
        attack.client.get("/nothing%0a[INFO] admin logged in")
    finally:
        root.removeHandler(handler)
    assert [line for line in lines if "\n" in line] == []
