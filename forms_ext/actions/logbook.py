"""The log is Wagtail's: a reference and a verb, never a person or an answer."""

from wagtail.log_actions import log


def record(submission, action: str, user=None, **data):
    """Write one entry into Wagtail's log of ``submission``.

    :param action: the code of the log action, see ``wagtail_hooks``.
    :param data: plain values that name no person.
    """
    log(instance=submission, action=action, user=user, data=data or None)
