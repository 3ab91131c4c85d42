"""Computing again what must agree: the hashes and chains of text versions."""

from collections.abc import Iterator

from declarations.models import TextVersion
from forms_ext.audits import CHUNK, Finding
from forms_ext.ledger import chained, sha256


def verify_texts() -> Iterator[Finding]:
    """Give every version whose text, hash or chain was changed, and every gap in the numbers."""
    last: TextVersion | None = None
    for version in TextVersion.objects.order_by("declaration_key", "language", "number").iterator(chunk_size=CHUNK):
        same = last is not None and (last.declaration_key, last.language) == (version.declaration_key, version.language)
        before = last if same else None
        where = f"version {version.pk}"
        if sha256(version.text) != version.sha256:
            yield Finding("text-changed", where)
        if version.chain != chained(before.chain if before else "", version.sha256):
            yield Finding("chain-broken", where)
        if version.number != (before.number + 1 if before else 1):
            yield Finding("version-missing", where)
        yield from _verify_points(version)
        last = version


def _verify_points(version: TextVersion) -> Iterator[Finding]:
    written = [(part["id"], part["text"]) for part in version.content["parts"] if part["kind"] == "point"]
    kept = list(version.provisions.order_by("place").values_list("provision__uid", "html"))
    if written != kept:
        yield Finding("points-differ", f"version {version.pk}")
