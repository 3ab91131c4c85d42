"""A new wording beside the page that it belongs to: what is kept, reworded, moved, new and gone."""

from typing import Any

from declarations.actions.reword import rewording_of, with_wording
from declarations.arrangement import Arrangement
from declarations.differences import SAME_WORDING, Change, Difference
from declarations.documents import Document
from declarations.models import DeclarationPage, Provision

from .comparing import figures, row


def compared(page: DeclarationPage, arrangement: Arrangement) -> dict[str, Any]:
    """Return the comparison of the newest draft of ``page`` with the new wording; nothing is written.

    Each row of a point of the new wording knows its part and the point of the page that it is; a person may choose another.
    """
    present = page.get_latest_revision_as_object()
    before = Document(present.wording())
    rewording = rewording_of(present, arrangement)
    after = Document(with_wording(present, rewording, title="", style=arrangement.style).wording())
    addresses = dict(Provision.objects.filter(declaration_key=page.declaration_key).values_list("uid", "short_id"))
    difference = Difference(before, after)
    decided = {key for key, _uid in arrangement.same}

    def choice(change: Change) -> dict[str, Any]:
        if change.kind != "point" or change.after is None:
            return {"part": None}
        part = rewording.heads[change.after.uid]
        return {"part": part, "same": change.after.uid if change.before else "new", "decided": part in decided}

    return {
        "revision": page.latest_revision_id,
        "figures": figures(difference),
        "nothing": difference.nothing,
        "rows": [{**row(change, addresses), **choice(change)} for change in difference.changes if change.states != (SAME_WORDING,)],
        "choices": [(point.uid, f"{point.lead_in} {point.title}") for point in before.points],
    }
