"""The permanent addresses of points. Include before Wagtail's, inside the language prefix."""

from django.urls import path

from .views.permalinks import permalink

app_name = "declarations"

urlpatterns = [path("p/<slug:short_id>/", permalink, name="permalink")]
