"""Checking the receipt of an endorsement online."""

from django.utils.translation import gettext_lazy

from declarations.receipts import read_file, was_issued
from forms_ext.views.receipts import CheckReceiptView


class CheckEndorsementReceiptView(CheckReceiptView):
    """Says of a receipt whether we issued it and whether its text is the one that was signed: yes or no, and nothing else."""

    template = "declarations/check_receipt.html"
    no_receipt = gettext_lazy("This file is no receipt of a signature, or its text was changed.")
    read = staticmethod(read_file)
    check = staticmethod(was_issued)
