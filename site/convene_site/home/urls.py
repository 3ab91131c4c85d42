"""Addresses of the site itself that are no pages."""

urlpatterns = []
