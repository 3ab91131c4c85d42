"""Addresses of sending, receipts and a visitor's own page. Include before Wagtail's, outside the language prefix."""

from django.urls import path

from .views.confirming import ConfirmView
from .views.offers import OfferView, PassOfferView, QueueAgainView, TakeOfferView
from .views.own_answers import AnswersView
from .views.own_buttons import GiveView, JoinView, RenewLinkView
from .views.own_data import DataView, ErasureView, SheetView
from .views.own_files import OwnFileView
from .views.own_page import CancelView, LeaveView, OwnPageView, ReceiptView, WithdrawView
from .views.receipts import CheckReceiptView, ConsentReceiptView, OwnConsentReceiptView
from .views.sending import SendView

app_name = "forms_ext"

urlpatterns = [
    path("forms/<uuid:host_key>/", SendView.as_view(), name="send"),
    path("forms/check-receipt/", CheckReceiptView.as_view(), name="check_receipt"),
    path("forms/receipt/<slug:token>/consents/<uuid:consent>/", ConsentReceiptView.as_view(), name="consent_receipt"),
    path("forms/mine/<slug:token>/consents/<uuid:consent>/receipt/", OwnConsentReceiptView.as_view(), name="own_consent_receipt"),
    path("forms/receipt/<slug:token>/", ReceiptView.as_view(), name="receipt"),
    path("forms/confirm/<slug:token>/", ConfirmView.as_view(), name="confirm"),
    path("forms/mine/<slug:token>/", OwnPageView.as_view(), name="own_page"),
    path("forms/mine/<slug:token>/cancel/", CancelView.as_view(), name="cancel"),
    path("forms/mine/<slug:token>/places/<int:claim>/leave/", LeaveView.as_view(), name="leave"),
    path("forms/mine/<slug:token>/answers/", AnswersView.as_view(), name="own_answers"),
    path("forms/mine/<slug:token>/files/<uuid:upload>/", OwnFileView.as_view(), name="own_file"),
    path("forms/mine/<slug:token>/data/", DataView.as_view(), name="own_data"),
    path("forms/mine/<slug:token>/sheet/", SheetView.as_view(), name="own_sheet"),
    path("forms/mine/<slug:token>/erasure/", ErasureView.as_view(), name="own_erasure"),
    path("forms/mine/<slug:token>/link/", RenewLinkView.as_view(), name="renew_link"),
    path("forms/mine/<slug:token>/places/<slug:item>/join/", JoinView.as_view(), name="join"),
    path("forms/mine/<slug:token>/consents/<uuid:consent>/give/", GiveView.as_view(), name="give_consent"),
    path("forms/mine/<slug:token>/consents/<uuid:consent>/withdraw/", WithdrawView.as_view(), name="withdraw_consent"),
    path("forms/offer/<slug:token>/", OfferView.as_view(), name="offer"),
    path("forms/offer/<slug:token>/places/<int:claim>/take/", TakeOfferView.as_view(), name="take_offer"),
    path("forms/offer/<slug:token>/places/<int:claim>/pass/", PassOfferView.as_view(), name="pass_offer"),
    path("forms/offer/<slug:token>/places/<int:claim>/again/", QueueAgainView.as_view(), name="queue_again"),
]
