"""The permanent addresses of points, and what signers do behind their links. Include before Wagtail's, inside the language prefix."""

from django.urls import path

from .views.check_receipt import CheckEndorsementReceiptView
from .views.own_endorsement import (
    EndorsementReceiptView,
    ListingView,
    OwnEndorsementReceiptView,
    OwnSignedTextView,
    SignAgainView,
    SignedTextView,
    WithdrawEndorsementView,
    withdrawn,
)
from .views.permalinks import permalink

app_name = "declarations"

urlpatterns = [
    path("p/<slug:short_id>/", permalink, name="permalink"),
    path("endorsements/check-receipt/", CheckEndorsementReceiptView.as_view(), name="check_receipt"),
    path("endorsements/withdrawn/", withdrawn, name="withdrawn"),
    path("endorsements/receipt/<slug:token>/file/", EndorsementReceiptView.as_view(), name="receipt"),
    path("endorsements/receipt/<slug:token>/text/", SignedTextView.as_view(), name="signed_text"),
    path("endorsements/mine/<slug:token>/receipt/", OwnEndorsementReceiptView.as_view(), name="own_receipt"),
    path("endorsements/mine/<slug:token>/text/", OwnSignedTextView.as_view(), name="own_signed_text"),
    path("endorsements/mine/<slug:token>/listing/", ListingView.as_view(), name="listing"),
    path("endorsements/mine/<slug:token>/sign-again/", SignAgainView.as_view(), name="sign_again"),
    path("endorsements/mine/<slug:token>/withdraw/", WithdrawEndorsementView.as_view(), name="withdraw"),
]
