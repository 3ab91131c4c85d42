from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField


class StockFormField(AbstractFormField):
    """A question of the stock form."""

    page = ParentalKey("StockFormPage", on_delete=models.CASCADE, related_name="form_fields")


class StockFormPage(AbstractEmailForm):
    """The stock form; it shows the same template as our form pages, so that both render as much around it."""

    template = "stock/form.html"
    landing_page_template = "stock/thank_you.html"
