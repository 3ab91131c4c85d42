"""What other apps may listen to. Each is sent inside the transaction of its action, with ``submission`` and ``user``.

``submitted`` also tells ``notice``: when the office wants to hear, as the page that rules the host says.
"""

from django.dispatch import Signal

submitted = Signal()
changed = Signal()
consent_given = Signal()
confirmed = Signal()
decided = Signal()
cancelled = Signal()
promoted = Signal()
offered = Signal()
consent_withdrawn = Signal()
erased = Signal()

# Sent once a day without a submission, so that other apps delete what they kept long enough.
day_passed = Signal()
