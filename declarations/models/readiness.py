"""What would keep people from endorsing a text, or from being listed, without anybody noticing; told in the editor."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.states import EndorsementMode, Status
from forms_ext.models.readiness import Task


def endorsing_tasks(page) -> list[Task]:
    """Return what the endorsement of ``page`` still needs; empty where nobody meant to open it.

    :param page: a declaration as it stands in the editor, saved or not.
    """
    if page.endorsement_mode == EndorsementMode.CLOSED and not page.has_form:
        return []
    return [*_opening(page), *(_questions(page) if page.has_form else ())]


def _opening(page) -> Iterator[Task]:
    if not page.has_form:
        yield Task(_("Add a form: without one nobody can endorse. “Endorsements” at the top has a ready-made one."), "missing")
    if page.endorsement_mode == EndorsementMode.CLOSED:
        yield Task(_("Nobody may endorse: choose who may under “When and how”."), "advice")
    if page.status != Status.ADOPTED:
        yield Task(_("Only an adopted text can be endorsed: set its status."), "missing")
    if page.closing and page.closing <= timezone.now():
        yield Task(_("The closing date is past: nobody can endorse."), "missing")
    elif page.opening and page.closing and page.closing <= page.opening:
        yield Task(_("It closes before it opens: nobody can endorse."), "missing")


def _questions(page) -> Iterator[Task]:
    asked = {block.block_type: block for block in page.fields}
    email = asked.get("email")
    if email and not email.value["required"]:
        yield Task(_("Make the e-mail address a required answer: without one an endorsement waits until your team decides."), "missing")
    if "listing" not in asked:
        yield Task(_("Add the question “How it is shown”: without it nobody is counted or listed in public."), "missing")
    elif "listing_consent" not in asked:
        yield Task(_("Add “Consent to be listed”: without it no name is listed, whatever people choose."), "missing")
    else:
        yield Task(_("Who chooses to be named is asked for the consent to be listed."), "done")
    nameless = [one for one in ("full_name", "organisation") if one not in asked and (one == "full_name" or "signer" in asked)]
    for one in nameless:
        label = page.fields.stream_block.child_blocks[one].label
        yield Task(_("Add the question “%(label)s”: nobody is listed without a name.") % {"label": label}, "missing")
