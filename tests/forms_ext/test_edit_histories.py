"""What a visitor read is what the receipt shows, whatever editors did meanwhile: random histories of edits.

Each history edits the form a few times, opens it as a browser does, maybe edits it while the visitor writes, sends, and edits
again. What stood in the page that was answered is kept as bytes and compared with the receipt and its file at once, and once
more after all histories.
"""
# ruff: noqa: S311 -- a seed has to give the same run again

import html as escaping
import json
import random
import re
import uuid
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from wagtail.models import Locale

from forms_ext.models import ConsentRecord, ConsentStatement, ConsentVersion, FormPage
from forms_ext.schema.questions import html_name
from tests import builders

WORDS = ["dyke", "river", "Größe", "hội nghị", "a < b", "R&D", "“quoted”", "it's", "水", "pictures", "films", "shown", "here"]
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
LABEL = re.compile(r'<(?:label for="id_(f_\w+)"|legend)>(.*?)\s+<span class="(?:req|opt)"')
CONSENT = re.compile(
    r'<fieldset class="consent[^>]*aria-describedby="id_(f_\w+)_statement.*?<legend class="label"><span[^>]*>(.*?)</span>'
    r'.*?<div class="statement"[^>]*>(.*?)</div>',
    re.DOTALL,
)
OPTION = re.compile(r'<input type="radio" id="[^"]+" name="(f_\w+)" value="([^"]+)"[^>]*> (.*?)</label>')


def phrase(draw):
    return " ".join(draw.choices(WORDS, k=draw.randint(2, 5)))


@dataclass
class Editors:
    """The editors of one form in two languages, with their habits."""

    draw: random.Random
    page: FormPage
    statements: list
    pages: dict = field(default_factory=dict)

    def edit(self):
        self.draw.choice([self.relabel, self.reorder, self.delete, self.add, self.reword, self.rename, self.options, self.translate])()

    # The form

    def change(self, alter):
        """Publish one of the languages with its raw parts altered."""
        language = self.draw.choice(sorted(self.pages))
        page = FormPage.objects.get(pk=self.pages[language])
        raw = [dict(part) for part in page.fields.raw_data]
        alter(raw)
        builders.publish(builders.set_fields(page, raw))
        cache.clear()

    def relabel(self):
        def alter(raw):
            part = self.draw.choice([one for one in raw if "label" in one["value"]])
            part["value"] = {**part["value"], "label": phrase(self.draw)}

        self.change(alter)

    def reorder(self):
        self.change(self.draw.shuffle)

    def delete(self):
        def alter(raw):
            spare = [one for one in raw if one["type"] in {"short_text", "consent"}]
            if len(spare) > 2:
                raw.remove(self.draw.choice(spare))

        self.change(alter)

    def add(self):
        def alter(raw):
            if len(raw) < 9:
                new = builders.question("short_text", phrase(self.draw), required=False)
                consent = builders.consent(self.draw.choice(self.statements), ask=self.draw.choice(["yes_no", "optional_tick"]))
                raw.insert(self.draw.randrange(len(raw)), self.draw.choice([new, consent]))

        self.change(alter)

    def options(self):
        def alter(raw):
            part = next(one for one in raw if one["type"] == "choice")
            options = [dict(option) for option in part["value"]["options"]]
            self.draw.shuffle(options)
            options[0]["value"] = {**options[0]["value"], "label": phrase(self.draw)}
            part["value"] = {**part["value"], "options": options}

        self.change(alter)

    # The statements

    def publish_statement(self, **changes):
        key = self.draw.choice(self.statements).translation_key
        statement = self.draw.choice(list(ConsentStatement.objects.filter(translation_key=key)))
        for name, value in changes.items():
            setattr(statement, name, value)
        statement.change_class = self.draw.choice(["editorial", "material"])
        statement.save_revision().publish()
        cache.clear()

    def reword(self):
        self.publish_statement(statement=f"<p>{escaping.escape(phrase(self.draw))} <b>{escaping.escape(phrase(self.draw))}</b></p>")

    def rename(self):
        self.publish_statement(short_label=phrase(self.draw))

    def translate(self):
        german = Locale.objects.get(language_code="de")
        if "de" not in self.pages:
            self.pages["de"] = builders.publish(self.page.copy_for_translation(german)).pk
        missing = [
            one for one in self.statements if not ConsentStatement.objects.filter(translation_key=one.translation_key, locale=german)
        ]
        if missing:
            copy = missing[0].copy_for_translation(german)
            copy.statement = f"<p>{escaping.escape(phrase(self.draw))}</p>"
            copy.save()
            copy.save_revision().publish()
        cache.clear()


@dataclass
class Seen:
    """What stood in the page that was answered, as bytes."""

    labels: set
    consents: dict
    option: object

    @classmethod
    def of(cls, page):
        options = {key: label for _name, key, label in OPTION.findall(page) if key.startswith("opt-")}
        return cls(
            {label for _id, label in LABEL.findall(page)}, {name: (label, said) for name, label, said in CONSENT.findall(page)}, options
        )


def send(client, page, number, draw, edit):
    """Open the form, maybe edit it, send; when it comes back because it changed, read it again and send that."""
    body = client.get(page.get_url()).content.decode()
    if draw.random() < 0.4:
        edit()
    for _try in range(3):
        seen, chosen = Seen.of(body), None
        data = {"ticket": escaping.unescape(TICKET.search(body).group(1))}
        for block in FormPage.objects.get(pk=page.pk).fields:
            name = html_name(block.id)
            data[name] = {"full_name": "Ada Berg", "email": f"p{number}@example.org", "short_text": "words"}.get(block.block_type, "yes")
        for name, key, label in OPTION.findall(body):
            if key.startswith("opt-"):
                data[name], chosen = key, label
        for name in seen.consents:
            data[name] = "yes"
        response = client.post(f"/forms/{page.host_key}/", data)
        if response.status_code == 303:
            seen.option = chosen
            return seen, response["Location"].partition("#")[0]
        body = response.content.decode()
    raise AssertionError(f"not taken: {response.status_code}")


def differences(client, seen, address):
    """Return what the receipt shows otherwise than the page that was answered."""
    receipt = client.get(address).content.decode()
    wrong = [label for label in seen.labels if f">{label}</dt>" not in receipt]
    wrong += [seen.option] if f"<dd><bdi>{seen.option}</bdi></dd>" not in receipt else []
    for label, said in seen.consents.values():
        wrong += [label] if f">{label}</dt>" not in receipt else []
        wrong += [said] if said not in receipt else []
    files = [
        json.loads(client.get(found).content)["receipt"]["notice"]
        for found in set(re.findall(r'href="(/forms/receipt/\w+/consents/[^"]+)"', receipt))
    ]
    shown = sorted((label, said) for label, said in seen.consents.values())
    stored = sorted((escaping.escape(notice["short_label"]), notice["html"]) for notice in files)
    return wrong + ([f"{shown} is not {stored}"] if shown != stored else [])


@pytest.fixture
def editors(home):
    home.copy_for_translation(Locale.objects.get_or_create(language_code="de")[0]).save_revision().publish()
    statements = [builders.statement(name=f"Statement {number}", short_label_language="") for number in range(3)]
    options = builders.options(opt_hall="In the hall", opt_online="Online", opt_unsure="Not sure")
    parts = [
        *builders.person(),
        builders.question("choice", "How will you take part?", options=options),
        builders.question("short_text", "Which town?", required=False),
        *(builders.consent(statement, ask="yes_no") for statement in statements),
    ]
    page = builders.form_page(home, parts, title=f"Form {uuid.uuid4().hex[:6]}")
    return Editors(random.Random(11), page, statements, {"en": page.pk})


def run(client, editors, histories):
    """Run the histories and return those whose receipt differs, now or at the end."""
    draw, told, wrong = editors.draw, [], set()
    for number in range(histories):
        for _edit in range(draw.randint(0, 2)):
            editors.edit()
        page = FormPage.objects.get(pk=editors.pages[draw.choice(sorted(editors.pages))])
        seen, address = send(client, page, number, draw, editors.edit)
        assert len(seen.labels) > 2
        assert seen.option
        told.append((seen, address))
        editors.edit()
        if differences(client, seen, address):
            wrong.add(number)
    return wrong | {number for number, (seen, address) in enumerate(told) if differences(client, seen, address)}


def check(client, editors, histories, figure):
    wrong = run(client, editors, histories)
    assert ConsentVersion.objects.count() > 3
    assert ConsentRecord.objects.count() > histories
    figure(f"receipt equals what was read: {histories - len(wrong)} of {histories} histories of edits")
    assert wrong == set()


def test_receipt_shows_what_was_read_whatever_was_edited(client, editors, figure):
    check(client, editors, 20, figure)


@pytest.mark.long
def test_receipt_shows_what_was_read_after_a_thousand_histories(client, editors, figure):
    check(client, editors, 1000, figure)


def test_control_a_receipt_from_the_live_wording_is_noticed(client, editors, monkeypatch):
    live = property(lambda version: ConsentStatement.objects.get(pk=version.statement_id).current_version.content)
    monkeypatch.setattr(ConsentVersion, "html", property(lambda version: live.fget(version)["html"]))

    assert len(run(client, editors, 5)) > 0
