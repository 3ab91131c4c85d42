"""Connects the list of events with Wagtail's menu."""

from wagtail import hooks

from .viewsets import EventListViewSet


@hooks.register("register_admin_viewset")
def register_event_list():
    return EventListViewSet()
