"""What a form still needs before it should go live, told in the editor."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_ext.schema.frozen import CONSENTS
from forms_ext.states import Notice

from .rights import GroupFormRight, Right
from .statements import ConsentStatement


@dataclass(frozen=True)
class Task:
    """One thing to have in order.

    :param sentence: what is in order, or what to do about it.
    :param state: ``done``, ``missing`` (do it before the form goes live) or ``advice``.
    """

    sentence: str
    state: str


def _task(done: object, in_order: str, otherwise: str, *, advice: bool = False) -> Task:
    if done:
        return Task(in_order, "done")
    return Task(otherwise, "advice" if advice else "missing")


def tasks(host) -> list[Task]:
    """Return what a form should have, in the order in which an editor meets it.

    For a page that asks nothing it is what the host itself wants to say, mostly nothing.

    :param host: a form host as it stands in the editor, saved or not.
    """
    kinds = [block.block.kind for block in host.fields]
    if not host.has_form:
        return host.further_tasks()
    return [*_rules(host), *_questions(host, kinds), *host.further_tasks(), *_statements(host), *_around(host), *_people(host)]


def _rules(host) -> Iterator[Task]:
    if not host._meta.get_field("confirm_email").editable:
        return  # such a host has sentences of its own
    now = timezone.now()
    if host.closes_at and host.closes_at <= now and not host.is_over(now):
        yield Task(_("The closing date is past: nobody can send the form. Change it, or empty it."), "missing")
    open_addresses = [block for block in host.fields if block.block.kind == "email" and not block.value["required"]]
    if open_addresses and (host.confirm_email or host.one_per_address):
        sentence = _("The e-mail address may be left open: whoever leaves it open is neither asked to confirm nor counted once.")
        yield Task(sentence, "missing")


def _questions(host, kinds: list[str]) -> Iterator[Task]:
    yield _task(
        "email" in kinds,
        _("The form asks for an e-mail address."),
        _("Add the question “E-mail address”: without it nobody gets a confirmation, or a link to change or withdraw something."),
        advice=not (host.confirm_email or host.one_per_address),
    )
    side_events = [pool for pool in host.pools() if pool.item]
    if side_events or "attendance" in kinds:
        yield _task(
            side_events and "attendance" in kinds,
            _("Visitors can join the side events in the form."),
            _("Add the question “Side events to join”, or nobody can join the side events.")
            if side_events
            else _("The form asks who joins side events, but this page has none."),
        )


def _statements(host) -> Iterator[Task]:
    chosen = [block.value["statement"] for block in host.fields if block.block.kind in CONSENTS]
    if not chosen:
        return
    unpublished = [one.name for one in chosen if one and not one.current_version_id]
    yield _task(
        None not in chosen and not unpublished,
        _("Every statement has a published wording."),
        _("Choose a statement, or publish it, so that visitors see it: %(names)s") % {"names": ", ".join(unpublished) or "…"},
    )
    retired = [one.name for one in chosen if one and one.current_version_id and not one.live]
    if retired:
        sentence = _("This statement was unpublished, and the form still asks it. Publish it again, or take it out: %(names)s")
        yield Task(sentence % {"names": ", ".join(retired)}, "missing")
    language = host.locale.language_code
    keys = {one.translation_key for one in chosen if one}
    translated = ConsentStatement.objects.filter(translation_key__in=keys, locale__language_code=language, current_version__isnull=False)
    missing = len(keys) - translated.count()
    sentence = ngettext(
        "%(count)d statement is not translated: visitors of this page read it in another language.",
        "%(count)d statements are not translated: visitors of this page read them in another language.",
        missing,
    )
    yield _task(missing == 0, _("The statements are in the language of this page."), sentence % {"count": missing})


def _around(host) -> Iterator[Task]:
    yield _task(
        host.privacy_page and host.privacy_page.live,
        _("The privacy notice is linked beside the button."),
        _("Choose the privacy notice; a page that is not published cannot be linked.")
        if host.privacy_page
        else _("Choose the privacy notice, so that visitors can read what becomes of their answers."),
    )
    yield _task(
        host.what_next,
        _("Visitors read what happens next."),
        _("Write what happens next: when somebody answers, and how."),
        advice=True,
    )


def _people(host) -> Iterator[Task]:
    if host.pk:
        above = list(host.get_ancestors(inclusive=True).values_list("pk", flat=True))
        deciding = GroupFormRight.objects.filter(page__in=above, right=Right.DECIDE, group__user__is_active=True).exists()
        yield _task(
            deciding,
            _("Somebody of the team may decide about what comes in."),
            _("Nobody but administrators may decide about what comes in: give a group the right on this page."),
            advice=not host.review,
        )
    yield _task(
        host.notice != Notice.OFF and host.recipients.strip(),
        _("The team hears of new sendings."),
        _("Nobody is told of new sendings; the desk shows them."),
        advice=True,
    )
