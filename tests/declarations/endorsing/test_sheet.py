"""The sheet for signing on paper: what is signed, what is agreed to, room for every answer."""

from declarations.actions.enter_paper import EnterPaperAction
from declarations.paper import PaperSigner
from declarations.states import Listing
from forms_ext.schema.frozen import questions
from tests import builders


def sheet(client, charter):
    return client.get(f"{charter.url}endorse/sheet/").content.decode()


def test_sheet_names_version_and_hash(client, charter):
    page = sheet(client, charter)

    assert charter.in_force["sha256"] in page
    assert "<svg" in page


def test_sheet_shows_every_statement_that_is_recorded_when_it_is_entered(client, charter):
    page = sheet(client, charter)
    signer = PaperSigner("Ada Berg", "", "DE")
    [endorsement] = EnterPaperAction(charter, [signer], number=1, listing=Listing.NAME, note="In the folder").execute()
    submission = endorsement.submission
    recorded = [field["wording"]["html"] for field in questions(submission.frozen) if submission.answers.get(field["key"]) is True]
    recorded += [record.version.html for record in submission.consents.all()]

    assert len(recorded) == 2
    assert [html for html in recorded if html not in page] == []


def test_sheet_has_a_place_for_each_thing_that_it_asks(client, charter):
    head, *rows = [part.partition("</tr>")[0] for part in sheet(client, charter).split("<tr>")[1:]]

    assert head.count('scope="col"') == 5
    assert {row.count("<td>") for row in rows} == {5}


def test_sheet_leads_back_to_the_text(client, charter):
    assert f'<a href="{charter.url}">Harbour Charter</a>' in sheet(client, charter)


def test_sheet_says_where_the_privacy_notice_is(client, charter):
    charter.privacy_page = charter.get_parent()
    builders.publish(charter)

    assert f"Privacy notice: {charter.get_parent().full_url}" in sheet(client, charter)
