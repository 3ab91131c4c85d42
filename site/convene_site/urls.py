"""The addresses of the site. Convene's own come before Wagtail's, which answers everything else."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from . import views
from .home.search import search

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap),
    path("robots.txt", views.robots),
    path("healthz", views.healthz),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include("convene_site.home.urls")),
    path("", include("forms_ext.urls")),
]
urlpatterns += i18n_patterns(
    path("search/", search, name="search"),
    path("", include("declarations.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "convene_site.views.bad_request"
handler403 = "convene_site.views.permission_denied"
handler404 = "convene_site.views.page_not_found"
handler500 = "convene_site.views.server_error"
