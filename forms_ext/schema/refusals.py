"""What a mail server or the network answered, as a short code that names nobody, and in words for staff.

Source: RFC 5321, section 4.2.1: answers from 400 to 499 are worth another try, those from 500 on are final.
"""

import re
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from django.utils.translation import gettext_lazy as _

from forms_ext.states import DropReason

FINAL = range(500, 600)
WORDS = {
    "SMTPRecipientsRefused": _("The mail server refuses this address."),
    "SMTPSenderRefused": _("The mail server refuses our own sender address."),
    "SMTPDataError": _("The mail server refuses this message."),
    "SMTPAuthenticationError": _("The mail server refuses our user name or password."),
    "SMTPNotSupportedError": _("The mail server does not do what is needed, for example encryption."),
    "SMTPServerDisconnected": _("The mail server hung up, or did not answer in time."),
    "TimeoutError": _("The mail server did not answer in time."),
    "ConnectionRefusedError": _("The mail server cannot be reached."),
    "gaierror": _("The name of the mail server is unknown."),
    "SSLCertVerificationError": _("The certificate of the mail server is not valid."),
    "UnicodeEncodeError": _("The address has letters that the mail server does not take."),
    "BadHeaderError": _("Subject or address cannot be written into a message."),
    **{reason.value: reason.label for reason in DropReason},
}
OTHER = _("It could not be sent (%(code)s).")
LATER = _("%(words)s It may take it later (%(number)s).")


def codes_of(error: Exception) -> list[int]:
    """Return the numbers that the mail server answered with."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _text in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) and isinstance(error.smtp_code, int) else []


def is_permanent(error: Exception) -> bool:
    """Tell whether another try of the same message makes no sense: the recipient or the message itself was refused for good.

    A refused sender or password is a fault of the site, not of the message; it is tried again.
    """
    if isinstance(error, SMTPSenderRefused):
        return False
    if isinstance(error, SMTPRecipientsRefused) or type(error).__name__ == "SMTPDataError":
        codes = codes_of(error)
        return bool(codes) and all(code in FINAL for code in codes)
    return isinstance(error, ValueError | SMTPNotSupportedError)


def name_of(error: Exception) -> str:
    """Return the kind of an error with the server's number, for example "SMTPRecipientsRefused 550". Never its text: that names people."""
    return " ".join([type(error).__name__, *(str(code) for code in codes_of(error)[:1])])


def in_words(code: str) -> str:
    """Return in a sentence what ``name_of`` noted."""
    name, _space, number = code.partition(" ")
    if not name:
        return ""
    words = WORDS.get(name)
    if words is None:
        return OTHER % {"code": code}
    return LATER % {"words": words, "number": number} if re.fullmatch(r"4\d\d", number) else str(words)
