from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "convene_site.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Enter the site settings into the reference index, so that "used on" shows the menus, too; register the checks."""
        from wagtail.models import ReferenceIndex  # noqa: PLC0415 -- models exist only now

        from convene_site import checks  # noqa: F401, PLC0415 -- checks register themselves when models are there
        from convene_site.home import receivers  # noqa: F401, PLC0415 -- receivers connect themselves

        ReferenceIndex.register_model(self.get_model("SiteSettings"))
