"""What an editor may look at before it happens: what a visitor reads after sending, on the page and in the mail."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext.composing import composed, own_words
from forms_ext.emails import receipt_subject
from forms_ext.ledger import canonical
from forms_ext.markup import without_foreign_links
from forms_ext.models import Claim, ConsentRecord, ConsentVersion, FormVersion, Pool, Submission
from forms_ext.schema.frozen import asked, binding, questions
from forms_ext.schema.letters import letter_for
from forms_ext.schema.plain import plain_text
from forms_ext.schema.questions import answer_text
from forms_ext.schema.samples import OWN_PAGE
from forms_ext.states import ClaimState, ConsentState, SubmissionState

from .own_page import said
from .standing import Standing

SAMPLE_REFERENCE = "CPWR3479"
APART = {"consent", "attendance"}


def sample_answer(spec: dict):
    """Return an answer that fits a question, for a preview."""
    options = [option["key"] for option in spec.get("options", ())]
    if options:
        return options[:1] if spec["kind"] in {"attendance", "choices"} else options[0]
    samples = {"email": "name@example.org", "full_name": _("First and last name"), "yes_no": True, "acknowledgement": True}
    return samples.get(spec["kind"])


def sample_submission(host) -> Submission:
    """Return a submission of the form as it stands in the draft; nothing of it is stored."""
    frozen = host.frozen()
    version = FormVersion(host_key=host.host_key, page_id=host.pk or 0, language=frozen["language"], text=canonical(frozen))
    sample = Submission(
        reference=SAMPLE_REFERENCE,
        host_key=host.host_key,
        page_id=host.pk or 0,
        page_title=host.title,
        form_version=version,
        language=frozen["language"],
        state=SubmissionState.RECEIVED if host.review or not host.pools() else SubmissionState.ACCEPTED,
        rendered_at=timezone.now(),
        email="name@example.org",
        subject=binding(frozen),
        answers={spec["key"]: sample_answer(spec) for spec in questions(frozen)},
        confirmed_at=timezone.now() if host.confirm_email else None,
    )
    if host.settles(sample):
        sample.state = SubmissionState.ACCEPTED
    return sample


def sample_claims(host, submission: Submission) -> list[Claim]:
    """Return the claims that the sample would have: the event itself and its first side event."""
    state = ClaimState.PENDING if host.review else ClaimState.CONFIRMED
    pools = [Pool(host_key=host.host_key, item=spec.item, title=spec.title, capacity=spec.capacity) for spec in host.pools()]
    return [Claim(submission=submission, pool=pool, state=state, seq=1) for pool in pools[:2]]


def sample_consents(submission: Submission) -> list[ConsentRecord]:
    """Return a given consent for each one that the form asks for."""
    shown = [spec for spec in asked(submission.frozen, submission.answers) if spec["kind"] == "consent"]
    return [
        ConsentRecord(
            submission=submission,
            version=ConsentVersion(text=canonical(spec["wording"]), language=submission.language, number=1),
            state=ConsentState.GIVEN,
            state_at=submission.submitted_at,
        )
        for spec in shown
    ]


def quiet_about(host) -> dict:
    """Return what the page after sending leaves to the mail where an address counts once."""
    return {"quiet": True, "asks_address": host.confirm_email, "main_claim": None, "side_claims": [], "consents": []}


def thank_you_preview(request: HttpRequest, host) -> TemplateResponse:
    """Answer with the receipt that somebody would see who sent this draft."""
    submission = sample_submission(host)
    claims = sample_claims(host, submission)
    main = next((claim for claim in claims if claim.pool.is_main), None)
    shown = [spec for spec in asked(submission.frozen, submission.answers) if spec["kind"] not in APART]
    consents = sample_consents(submission)
    for consent in consents:
        consent.said = without_foreign_links(consent.version.html, request.get_host())
    context = {
        "submission": submission,
        "host": host,
        "page": host,
        "written": [(spec, answer_text(spec, submission.answers.get(spec["key"]))) for spec in shown],
        "main_claim": main,
        "standing": Standing(submission, host, main, timezone.now()),
        **said(host, request.get_host()),
        "side_claims": [claim for claim in claims if not claim.pool.is_main],
        "missed": [],
        "consents": consents,
        "is_cancelled": False,
        **(quiet_about(host) if host.one_per_address else {"quiet": False}),
    }
    return TemplateResponse(request, "forms_ext/receipt.html", context)


def mail_preview(request: HttpRequest, host) -> HttpResponse:
    """Answer with the message that somebody would get who sent this draft, in the words that are published now."""
    submission = sample_submission(host)
    claims = sample_claims(host, submission)
    notes = {pool.item: pool.note for pool in host.pools()}
    for claim in claims:
        claim.note = notes[claim.pool.item]
    consents = sample_consents(submission)
    for consent in consents:
        consent.plain = plain_text(consent.version.html)
    main = next((claim for claim in claims if claim.pool.is_main), None)
    side = [claim for claim in claims if not claim.pool.is_main]
    context = {"claim": None, "main": main, "side": side, "missed": [], "consents": consents, "position": "", **own_words(host)}
    letter = letter_for(f"receipt:{main.state if main else 'signed' if submission.signs else 'sent'}")
    subject = receipt_subject(submission, main)
    mail = composed(letter, submission, subject=subject, own_page=OWN_PAGE, occasion=host.occasion(), context=context)
    response = HttpResponse(mail.html)
    # Mail programs know no style sheets: the styles stand in the mail itself, and only staff see it here.
    response._csp_update = {"style-src": ["'unsafe-inline'"]}  # noqa: SLF001 -- as the decorator of django-csp does
    return response


PREVIEWS = {"thanks": thank_you_preview, "mail": mail_preview}
