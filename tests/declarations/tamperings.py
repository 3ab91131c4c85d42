"""Ways to change what was kept, past every guard: as somebody would who owns the database."""

from django.db.models import F, QuerySet

from declarations.models import Provision, ProvisionText, TextVersion
from forms_ext.ledger import chained, sha256


def rows(model):
    """Return the rows of a model without the guards of its manager."""
    return QuerySet(model)


def put(row, **values):
    rows(type(row)).filter(pk=row.pk).update(**values)


def add(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.pk = None
    row._state.adding = True
    rows(type(row)).bulk_create([row])
    return row


def remove(version):
    rows(ProvisionText).filter(version=version)._raw_delete("default")
    rows(TextVersion).filter(pk=version.pk)._raw_delete("default")


def other_letter(text, chance):
    """Return ``text`` with one of its letters changed; the quotes and brackets of JSON stay."""
    letters = [place for place, sign in enumerate(text) if sign.isalpha() and sign != "q"]
    place = chance.choice(letters)
    return f"{text[:place]}q{text[place + 1 :]}"


def siblings(version):
    return TextVersion.objects.filter(declaration_key=version.declaration_key, language=version.language).order_by("number")


def hashed_anew(version, text):
    """Change a text and hash it, and everything after it, anew; the points stay."""
    put(version, text=text, sha256=sha256(text))
    chain = ""
    for one in siblings(version):
        chain = chained(chain, one.sha256)
        put(one, chain=chain)


def next_after(version):
    newest = siblings(version).last()
    text = newest.text.replace("harbours", "havens")
    values = {"number": newest.number + 1, "text": text, "sha256": sha256(text), "chain": chained(newest.chain, sha256(text))}
    return add(newest, **values)


def with_points(version):
    """Add a version that is right in itself, with points and all."""
    kept = list(siblings(version).last().provisions.all())
    added = next_after(version)
    for text in kept:
        add(text, version_id=added.pk)


def slip_in(version):
    rows(TextVersion).filter(declaration_key=version.declaration_key, language=version.language, number__gt=version.number).update(
        number=F("number") + 100
    )
    add(TextVersion.objects.get(pk=version.pk), number=version.number + 1)


def of_version(version, chance):
    return chance.choice(list(version.provisions.select_related("provision")))


def other_version(version, chance):
    return chance.choice(list(TextVersion.objects.exclude(pk=version.pk)))


def swap(version, chance):
    other = chance.choice(list(siblings(version).exclude(pk=version.pk)))
    mine, his = version.number, other.number
    put(version, number=10_000)
    put(other, number=mine)
    put(version, number=his)


# Each takes a version and a source of chance.
TAMPERINGS = {
    "a letter of the text": lambda version, chance: put(version, text=other_letter(version.text, chance)),
    "a letter, hashed anew": lambda version, _chance: hashed_anew(version, version.text.replace("are counted", "are weighed")),
    "the text is no JSON": lambda version, _chance: hashed_anew(version, version.text[:-1]),
    "the hash": lambda version, chance: put(version, sha256=sha256(str(chance.random()))),
    "the chain": lambda version, chance: put(version, chain=sha256(str(chance.random()))),
    "the number": lambda version, _chance: put(version, number=version.number + 50),
    "the language": lambda version, _chance: put(version, language="fr"),
    "the declaration": lambda version, _chance: put(version, declaration_key="00000000-0000-4000-8000-000000000001"),
    "two numbers swapped": swap,
    "a version removed": lambda version, _chance: remove(version),
    "the newest version removed": lambda version, _chance: remove(siblings(version).last()),
    "a version added": lambda version, _chance: next_after(version),
    "a version with points added": lambda version, _chance: with_points(version),
    "a version slipped in": lambda version, _chance: slip_in(version),
    "the text of a point": lambda version, chance: put(of_version(version, chance), html="<p>nothing is counted.</p>"),
    "the plain text of a point": lambda version, chance: put(of_version(version, chance), plain="nothing is counted."),
    "the heading of a point": lambda version, chance: put(of_version(version, chance), heading="Count nothing"),
    "the number of a point": lambda version, chance: put(of_version(version, chance), number="Tenth,"),
    "the place of a point": lambda version, chance: put(of_version(version, chance), place=10),
    "a point removed": lambda version, chance: rows(ProvisionText).filter(pk=of_version(version, chance).pk)._raw_delete("default"),
    "a point moved": lambda version, chance: put(
        of_version(version, chance),
        version=TextVersion.objects.create(
            declaration_key=version.declaration_key,
            language="fr",
            number=1,
            page_id=1,
            change_class="adopted",
            text="{}",
            sha256="",
            chain="",
        ),
    ),
    "a point added": lambda version, chance: add(
        of_version(version, chance), provision=Provision.of_point(version.declaration_key, f"added-{chance.random()}"), place=9
    ),
    "the address of a point": lambda version, chance: put(of_version(version, chance).provision, short_id="aaaaaaaa"),
    "the identity of a point": lambda version, chance: put(of_version(version, chance).provision, uid="other"),
    "the declaration of a point": lambda version, chance: put(
        of_version(version, chance).provision, declaration_key="00000000-0000-4000-8000-000000000001"
    ),
}
