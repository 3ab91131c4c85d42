"""Focus areas: sentences, one in each row, however they are pasted."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

LONGEST = 300
# These signs open a row wherever they stand; a dash or a number only at the beginning of a line.
ROW = re.compile(r"[\r\n]+|[●•◦▪■‣⁃]")
OPENING = re.compile(r"^\s*(?:[-–—*·]\s+|\(?\d{1,2}[.)]\s+)?")


def rows_of(text: str) -> list[str]:
    """Return the sentences of a pasted list, without bullets, dashes, numbers and empty lines."""
    rows = (" ".join(OPENING.sub("", part, count=1).split()) for part in ROW.split(text or ""))
    return [row for row in rows if row]


class FocusAreaBlock(blocks.StructBlock):
    """One focus area."""

    sentence = blocks.TextBlock(label=_("Sentence"), rows=1)

    class Meta:
        icon = "list-ul"
        label = _("Focus area")
        description = _("One sentence. A whole list can be pasted: each line becomes a row when you save.")
        label_format = "{sentence}"
        preview_value = {"sentence": "Soil maps made before the plan, not after it"}


class FocusAreasBlock(blocks.StreamBlock):
    """Sentences that say what the event is about."""

    focus_area = FocusAreaBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        rows, errors = [], {}
        for number, child in enumerate(cleaned):
            sentences = rows_of(child.value["sentence"])
            if any(len(sentence) > LONGEST for sentence in sentences):
                message = _("A focus area has at most %(longest)d letters.") % {"longest": LONGEST}
                errors[number] = StructBlockValidationError(block_errors={"sentence": ValidationError(message)})
            rows += self._rows(child, sentences)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return StreamValue(self, rows)

    @staticmethod
    def _rows(child, sentences):
        """Give one row for each sentence; the first keeps the identity of the row it was pasted into."""
        for place, sentence in enumerate(sentences):
            value = blocks.StructValue(child.block, {**child.value, "sentence": sentence})
            yield child.block_type, value, child.id if place == 0 else str(uuid.uuid4())
