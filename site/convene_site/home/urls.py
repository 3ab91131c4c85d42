"""Addresses of the site itself that are no pages."""

from django.urls import path

from . import views

urlpatterns = [path("covers/<str:slug>.svg", views.cover, name="cover")]
