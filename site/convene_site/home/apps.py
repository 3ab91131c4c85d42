from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "convene_site.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Enter the site settings into the reference index, so that "used on" shows the menus, too."""
        from wagtail.models import ReferenceIndex  # noqa: PLC0415 -- models exist only now

        ReferenceIndex.register_model(self.get_model("SiteSettings"))
