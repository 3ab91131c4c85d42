"""Posts of other sites, by the headers that current browsers send. Only proof refuses: without cookies there is nothing to steal."""

import pytest

from forms_ext.models import Submission
from tests import builders

OWN, PARTNER = "http://testserver", "https://partner.example"

# What happens in the browser: the headers that it sends, and the status.
ROWS = {
    "own form": ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Origin": OWN}, 303),
    "own form after a redirect of our own": ({"Sec-Fetch-Site": "same-origin", "Origin": OWN}, 303),
    "own form after a redirect through another name of the site": ({"Sec-Fetch-Site": "same-site", "Origin": "null"}, 303),
    "own form, page without referrer": ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
    "own form in a private window": ({"Sec-Fetch-Site": "same-origin", "Origin": OWN, "DNT": "1", "Sec-GPC": "1"}, 303),
    "own form, privacy extension without origin": ({"Sec-Fetch-Site": "same-origin"}, 303),
    "own form, privacy extension without fetch metadata": ({"Origin": OWN}, 303),
    "own form, privacy extension without either": ({}, 303),
    "own form, referrer only": ({"Referer": f"{OWN}/contact/"}, 303),
    "typed or restored by the browser": ({"Sec-Fetch-Site": "none"}, 303),
    "form of another subdomain": ({"Sec-Fetch-Site": "same-site", "Origin": "http://www.testserver"}, 303),
    "old Safari, own form": ({"Origin": OWN, "Referer": f"{OWN}/contact/"}, 303),
    "old Safari, host in capital letters": ({"Origin": "http://TESTSERVER"}, 303),
    "old Safari, foreign site": ({"Origin": "https://elsewhere.example"}, 403),
    "old Safari, other port of the host": ({"Origin": "http://testserver:8443"}, 403),
    "old Safari, host that begins like ours": ({"Origin": "http://testserver.elsewhere.example"}, 403),
    "old Safari, host that ends like ours": ({"Origin": "http://nottestserver"}, 403),
    "old Safari, our name before an at sign": ({"Origin": "http://testserver@elsewhere.example"}, 403),
    "old Safari, trusted partner": ({"Origin": PARTNER}, 303),
    "old Safari, trusted partner in capital letters": ({"Origin": PARTNER.upper()}, 303),
    "file opened from disk, current browser": ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
    "file opened from disk, old browser": ({"Origin": "null"}, 303),
    "sandboxed frame on a foreign site": ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe", "Origin": "null"}, 403),
    "frame on a foreign site": ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe", "Origin": "https://elsewhere.example"}, 403),
    "foreign site": ({"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}, 403),
    "foreign site that forges our origin": ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, 403),
    "foreign site without an origin": ({"Sec-Fetch-Site": "cross-site"}, 403),
    "own form after a redirect through a foreign site": ({"Sec-Fetch-Site": "cross-site", "Origin": "null"}, 403),
    "form in a mail, web mail in a browser": ({"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}, 403),
    "form in a mail, mail program": ({"Origin": "null"}, 303),
    "mail program without any header": ({"User-Agent": "Mail"}, 303),
    "origin that is none": ({"Origin": "http://["}, 403),
}


@pytest.mark.parametrize("name", ROWS)
def test_post_is_refused_only_on_proof(client, contact, settings, name):
    settings.CSRF_TRUSTED_ORIGINS = [PARTNER]
    headers, status = ROWS[name]
    form = contact.form()

    response = client.post(form.action, builders.filled(contact, form), headers=headers)

    assert response.status_code == status
    assert Submission.objects.count() == (1 if status == 303 else 0)


def test_table_has_both_answers(figure):
    """Counted, so that a table that was cut short does not pass for a whole one."""
    refused = [name for name, (_headers, status) in ROWS.items() if status == 403]
    figure(f"foreign posts: {len(ROWS)} header sets, {len(ROWS) - len(refused)} taken, {len(refused)} refused")

    assert (len(ROWS), len(refused)) == (32, 14)
