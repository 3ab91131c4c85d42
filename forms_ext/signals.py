"""What other apps may listen to. Each is sent inside the transaction of its action, with ``submission`` and ``user``."""

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
