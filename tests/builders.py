"""Pages, statements and sendings for tests, made through the public API only."""

import uuid

from wagtail.models import Collection, Locale, Page, Site

from forms_ext.actions import Circumstances, SubmitAction
from forms_ext.models import ConsentStatement, FormPage, FormVersion
from forms_ext.schema.frozen import questions
from forms_ext.schema.questions import AnswerForm, html_name
from forms_ext.schema.ticket import read

PHOTO = (
    "<p>During the dialogue photographs and short films are made. Some of them may be shown on this website, on the accounts of the "
    "network and in printed reports of the funding programme. I agree that pictures and films in which I can be recognised are "
    "published in this way, and I know that I can take this back.</p>"
)


def tree():
    """Return the home page of a fresh site; a flushed test database has no root, no locale, no site and no place for pictures."""
    locale, _created = Locale.objects.get_or_create(language_code="en")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root", locale=locale)
    home = root.get_children().filter(slug="home").first() or root.add_child(instance=Page(title="Home", slug="home", locale=locale))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return home


def publish(page):
    """Publish a page the way the editor does, through a revision."""
    page.save_revision().publish()
    return page.specific_class.objects.get(pk=page.pk)


def statement(name="Photographs", nature="consent", html=PHOTO, **fields):
    """Return a published statement."""
    defaults = {"short_label": "Einverständnis Foto", "short_label_language": "de", "controller": "Coordination office"}
    made = ConsentStatement(name=name, nature=nature, statement=html, live=False, **{**defaults, **fields})
    made.locale = fields.get("locale") or Locale.objects.get(language_code="en")
    made.save()
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def part(kind, value, key=None):
    """Return one part of a form as raw StreamField data."""
    return {"type": kind, "value": value, "id": key or str(uuid.uuid4())}


def question(kind, label, *, required=True, **value):
    """Return a question as raw StreamField data."""
    return part(kind, {"label": label, "hint": "", "required": required, "error": "", **value})


def options(**labels):
    """Return the options of a choice as raw StreamField data: the words by the key of each."""
    return [part("item", {"label": label, "value": ""}, key.replace("_", "-")) for key, label in labels.items()]


def consent(chosen, ask="yes_no", reason=""):
    """Return a consent field as raw StreamField data."""
    return part("consent", {"statement": chosen.pk, "ask": ask, "reason": reason})


def person():
    """Return the two questions that nearly every form has."""
    return [question("full_name", "Full name"), question("email", "E-mail address")]


def set_fields(page, raw):
    """Give ``page`` these form fields, as an editor's saved form would."""
    page.fields = page.fields.stream_block.to_python(raw)
    return page


def form_page(parent, raw, title="Contact", **fields):
    """Return a published form page with these raw parts."""
    page = FormPage(title=title, **fields)
    parent.add_child(instance=set_fields(page, raw))
    return publish(page)


def field_key(page, kind, nth=0):
    """Return the key of the nth field of a kind."""
    return [block.id for block in page.fields if block.block_type == kind][nth]


def filled(host, form=None, **values):
    """Return post data for the form of ``host``: values by kind of field, the rest filled in sensibly."""
    form = form or host.form()
    data = {"ticket": form.ticket}
    usual = {"full_name": "Ada Berg", "email": "ada@example.org", "consent": "yes", "acknowledgement": "yes", "yes_no": "yes"}
    for spec in questions(form.frozen):
        value = values.get(spec["kind"], values.get(spec["key"], usual.get(spec["kind"])))
        if value is None and spec["kind"] == "choices":
            value = [spec["options"][0]["key"]]
        if value is None and spec["kind"] == "choice":
            value = spec["options"][0]["key"]
        if value is not None:
            data[html_name(spec["key"])] = value
    return data


def send(client, host, **values):
    """Post the form of ``host`` as a browser would and return the answer."""
    form = host.form()
    return client.post(form.action, filled(host, form, **values))


def submit(host, arrival=None, **values):
    """Store a sending by the action, without HTTP; ``arrival`` tells how it came, as a view would."""
    form = host.form()
    data = filled(host, form, **values)
    ticket = read(form.ticket)
    bound = AnswerForm(form.frozen, ticket=form.ticket, action=form.action, data=as_query(data), pools=host.live_pools)
    assert bound.is_valid(), bound.errors
    return SubmitAction(host, form.frozen, bound.answers, ticket, circumstances=arrival or Circumstances()).execute()


def as_query(data):
    """Return a dictionary as the QueryDict of a post."""
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def version_of(host):
    """Return the newest stored form version of ``host``."""
    return FormVersion.objects.filter(host_key=host.host_key).order_by("-pk").first()
