"""Addresses of sending, receipts and a visitor's own page. Include before Wagtail's, outside the language prefix."""

urlpatterns = []
