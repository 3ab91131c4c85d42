"""Downloading the receipt of a consent, and checking one online."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from forms_ext.emails import absolute
from forms_ext.models.links import Purpose
from forms_ext.receipts import file_of, read_file, was_issued

from .own_page import LinkView

# A receipt with the longest statement has some ten thousand bytes.
MOST_BYTES = 200_000


class ConsentReceiptView(LinkView):
    """The file, behind the link of the receipt."""

    purpose = Purpose.RECEIPT
    http_method_names = ["get", "head", "options"]

    def get(self, request, consent):
        record = self.submission.consents.filter(pk=consent).first()
        if record is None:
            return render(request, "forms_ext/link_unknown.html", status=404)
        text = file_of(record, absolute(reverse("forms_ext:check_receipt")))
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        number = list(self.submission.consents.order_by("state_at", "field_key").values_list("pk", flat=True)).index(record.pk) + 1
        response["Content-Disposition"] = f'attachment; filename="consent-{record.reference}-{number}.json"'
        return response


class OwnConsentReceiptView(ConsentReceiptView):
    """The same file, behind the link to the own page."""

    purpose = Purpose.MANAGE


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class CheckReceiptView(View):
    """Says of a receipt whether we issued it: yes or no, and nothing else. What is checked is kept nowhere."""

    http_method_names = ["get", "head", "post", "options"]
    template = "forms_ext/check_receipt.html"
    no_receipt = gettext_lazy("This file is no receipt of a consent.")
    read = staticmethod(read_file)
    check = staticmethod(was_issued)

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        wanted = request.POST.get("language") or request.GET.get("language", "")
        with translation.override(wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()):
            return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.show()

    def post(self, request):
        try:
            number, checksum = self.asked()
        except ValueError as error:
            return self.show(problem=str(error), status=422)
        issued = self.check(number, checksum)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"issued": issued})
        return self.show(issued=issued, answered=True)

    def asked(self) -> tuple[str, str]:
        """Return number and check sum, from the file or from the two lines.

        :raises ValueError: with a sentence for the visitor, when there is nothing to check.
        """
        file = self.request.FILES.get("file")
        if file is not None:
            if file.size > MOST_BYTES:
                raise ValueError(_("This file is too large to be a receipt."))
            try:
                return self.read(file.read().decode())
            except ValueError:
                raise ValueError(str(self.no_receipt)) from None
        number, checksum = (self.request.POST.get(name, "").strip()[:100] for name in ("number", "checksum"))
        if not (number and checksum):
            raise ValueError(_("Choose the file, or fill in number and check sum."))
        return number, checksum

    def show(self, *, status: int = 200, **said) -> HttpResponse:
        """Show the page with the answer."""
        number, checksum = (self.request.POST.get(name, "").strip()[:100] for name in ("number", "checksum"))
        context = {"language": translation.get_language(), "number": number, "checksum": checksum, **said}
        return render(self.request, self.template, context, status=status)
