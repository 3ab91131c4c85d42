"""One sending for each e-mail address, where the host says so."""

import unicodedata
from contextlib import suppress

from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.ledger import digest
from forms_ext.models import Submission
from forms_ext.states import COUNTED

from .base import NotAllowed
from .sync import host_pages


class AddressTaken(NotAllowed):
    """Another sending with this e-mail address counts already; the sentence is for staff, never for visitors."""


def plain_address(email: str) -> str:
    """Return the form in which two spellings of one address are equal: small letters, and the domain as DNS knows it."""
    local, _at, domain = unicodedata.normalize("NFC", email).casefold().rpartition("@")
    with suppress(UnicodeError):  # a domain that DNS cannot know is compared as it was written
        domain = domain.encode("idna").decode()
    return f"{local}@{domain}"


def address_digest(host_key, email: str) -> str:
    """Return the keyed digest of an address at one host; empty without an address."""
    return digest(conf.subject_key(), "address", str(host_key), plain_address(email)) if email else ""


def takes_one_per_address(host_key) -> bool:
    """Tell whether the host takes one sending for each address; the page that rules its places rules this as well."""
    pages = host_pages(host_key)
    return bool(pages and pages[0].one_per_address)


def counted_before(host_key, email: str, but: Submission | None = None) -> Submission | None:
    """Return the sending with this address that counts already, or None.

    Those from before the rule was switched on have no digest: they are found by their address.
    """
    if not email:
        return None
    counted = Submission.objects.of_host(host_key).filter(state__in=COUNTED).exclude(pk=but.pk if but else None)
    return (
        # Said twice, so that a database sees that its index of addresses holds every row in question.
        counted.exclude(address_digest="").filter(address_digest=address_digest(host_key, email)).first()
        or counted.filter(address_digest="", email__iexact=email).order_by("pk").first()
    )


def claim_address(submission: Submission, *, one_per_address: bool | None = None):
    """Let ``submission`` be the one that counts for its address; inside the host's lock. The caller saves the digest.

    :param one_per_address: the rule of the host, where the caller has read it.
    :raises AddressTaken: when another one counts already.
    """
    submission.address_digest = ""
    if not (takes_one_per_address(submission.host_key) if one_per_address is None else one_per_address):
        return
    if counted_before(submission.host_key, submission.email, but=submission):
        sentence = _("Another submission with this e-mail address counts already. Decline or cancel that one first.")
        raise AddressTaken(sentence)
    submission.address_digest = address_digest(submission.host_key, submission.email)
