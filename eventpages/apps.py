from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventPagesConfig(AppConfig):
    name = "eventpages"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import receivers  # noqa: F401, PLC0415 -- receivers register themselves when models are there
