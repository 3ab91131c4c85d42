"""The permanent addresses of points. Include before Wagtail's, inside the language prefix."""

urlpatterns = []
