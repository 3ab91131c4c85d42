"""The question that is answered with a file."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from forms_ext.files import ACCEPTED

from .questions import SENTENCES, QuestionBlock


def accepted():
    return [(key, kind.label) for key, kind in ACCEPTED.items()]


class FileBlock(QuestionBlock):
    """One file: checked, kept privately, deleted with the answers."""

    kind = "file"
    limits = ("file_kinds", "megabytes")

    file_kinds = blocks.MultipleChoiceBlock(
        label=_("Kinds of file"), required=False, choices=accepted, help_text=_("None chosen: all of these.")
    )
    megabytes = blocks.IntegerBlock(label=_("At most so many megabytes"), required=False, min_value=1, max_value=20)

    class Meta:
        icon = "doc-full-inverse"
        label = _("File")
        description = _("A PDF, a document or a picture, for example a paper. Only your team can open it.")
        preview_value = {"label": "Your abstract", "hint": "", "required": False}
        form_layout = BlockGroup(children=["label", "hint", "required"], settings=["file_kinds", "megabytes", *SENTENCES])

    def frozen_limit(self, limit):
        return list(limit) if isinstance(limit, list | tuple) else limit
