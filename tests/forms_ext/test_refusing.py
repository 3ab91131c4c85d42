"""Whoever refuses every consent and every side event is registered all the same, unless the form says why that cannot be."""

import pytest
from wagtail.blocks import StructBlockValidationError

from forms_ext.blocks.statements import ConsentBlock
from forms_ext.models import Claim, ConsentRecord, FormPage, PoolSpec
from tests import builders

REASON = "The lab may only be entered by people who agreed to be filmed."
REFUSALS = {"yes_no": "no", "optional_tick": None, "must": None}


@pytest.fixture
def offer(home, photo, monkeypatch):
    """Return a function that publishes a form with a side event and one consent, asked for in a way and with a reason."""
    main = FormPage.pools
    monkeypatch.setattr(FormPage, "pools", lambda page: [*main(page), PoolSpec(item="side-walk", title="Walk", capacity=1, waiting="auto")])

    def publish(ask, reason=""):
        parts = [
            *builders.person(),
            builders.part("attendance", {"label": "Side events", "hint": ""}),
            builders.consent(photo, ask, reason),
        ]
        return builders.form_page(home, parts, title="Lab day", capacity=5, waiting="auto")

    return publish


def refuse(client, host):
    """Send the form with every consent refused and no side event chosen."""
    ask = next(field["ask"] for field in host.form().frozen["fields"] if field["kind"] == "consent")
    consent = {} if REFUSALS[ask] is None else {"consent": REFUSALS[ask]}
    form = host.form()
    data = builders.filled(host, form, **consent)
    if not consent:
        data = {name: value for name, value in data.items() if not name.endswith(builders.field_key(host, "consent").replace("-", ""))}
    return client.post(form.action, data)


def stopped_without_a_reason(answer):
    """Tell whether a refusal stopped the sending and the page does not say why."""
    return answer.status_code != 303 and REASON not in answer.content.decode()


@pytest.mark.parametrize(("ask", "state"), [("yes_no", "refused"), ("optional_tick", "unanswered")])
def test_refusing_everything_stops_nobody(client, offer, ask, state):
    answer = refuse(client, offer(ask))

    assert answer.status_code == 303
    assert ConsentRecord.objects.get().state == state
    assert list(Claim.objects.values_list("pool__item", "state")) == [("", "confirmed")]


def test_agreement_that_is_required_is_required_with_its_reason(client, offer):
    answer = refuse(client, offer("must", REASON))

    assert answer.status_code == 422
    assert not stopped_without_a_reason(answer)
    assert not ConsentRecord.objects.exists()


def test_reason_left_behind_is_not_shown(client, offer):
    assert REASON not in client.get(offer("yes_no", REASON).url).content.decode()


def test_editor_cannot_require_agreement_without_a_reason(home, photo):
    block = ConsentBlock()

    with pytest.raises(StructBlockValidationError) as wrong:
        block.clean(block.to_python({"statement": photo.pk, "ask": "must", "reason": " "}))
    assert list(wrong.value.block_errors) == ["reason"]


def test_agreement_without_a_reason_that_came_past_the_editor_can_be_refused(client, offer):
    assert refuse(client, offer("must")).status_code == 303


def test_control_without_that_rule_a_refusal_stops_people_and_nobody_reads_why(client, offer, monkeypatch):
    monkeypatch.setattr(ConsentBlock, "how_to_ask", lambda _block, value: value["ask"])

    assert stopped_without_a_reason(refuse(client, offer("must")))
