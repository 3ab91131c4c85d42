"""The file made from a list: lossless, safe, streamed, written down."""

import csv
import io
import json
import tracemalloc

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry, PageLogEntry

from forms_ext.actions import ExportAction, WithdrawConsentAction
from forms_ext.exports import BYTE_ORDER_MARK, CsvExport, _Line, guarded, numbered, unguarded
from forms_ext.models import ConsentStatement, Submission
from forms_ext.models.rights import Right
from tests import builders, people

from .crowd import crowd

EXPORT = reverse("desk:export")


def rows(response):
    """Return the file as dictionaries, with every cell as it was written down by the visitor."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [{name: unguarded(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))]


def exported(submissions):
    text = b"".join(CsvExport(submissions)).decode("utf-8-sig")
    return [{name: unguarded(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))]


def test_file_holds_what_the_list_shows_with_every_answer(desk, ada, bao):
    WithdrawConsentAction(ada.consents.get()).execute()

    first, second = rows(desk.get(EXPORT))

    assert first["Reference"] == bao.reference
    assert second == {
        "Reference": ada.reference,
        "State": "Received",
        "Sent at": ada.submitted_at.isoformat(timespec="seconds"),
        "Form": "Spring school",
        "Language": "en",
        "Full name": "Ada Berg",
        "E-mail address": "ada@example.org",
        "How will you take part?": "In the hall",
        "Answers to questions removed meanwhile": "",
        "Place": "Place held until the decision",
        "Side event: Walk along the river": "Place held until the decision",
        "Consent: Einverständnis Foto": "Withdrawn",
        "Consent version: Einverständnis Foto": "1",
    }


def test_file_follows_view_filter_and_search(desk, ada, bao, cleo):
    def found(**query):
        return [row["Full name"] for row in rows(desk.get(EXPORT, query))]

    assert found(view="waiting") == ["Cleo Dahl"]
    assert found(view="all", q="nguyen") == ["Nguyễn Bảo"]
    assert found(view="all", ordering="submitted_at") == ["Ada Berg", "Nguyễn Bảo", "Cleo Dahl"]


def test_file_is_refused_when_a_filter_cannot_be_read(desk, ada):
    assert desk.get(EXPORT, {"sent_from": "yesterday"}).url.startswith(reverse("desk:index"))


def test_file_has_a_byte_order_mark_and_is_never_kept(desk, ada):
    response = desk.get(EXPORT)

    assert b"".join(response.streaming_content).startswith(BYTE_ORDER_MARK.encode())
    assert (response["Content-Type"], "no-store" in response["Cache-Control"]) == ("text/csv; charset=utf-8", True)
    assert response["Content-Disposition"].startswith('attachment; filename="submissions-')


def test_file_needs_its_own_right(dialogues, academies, ada, wim):
    mixed = people.group("mixed", {dialogues: [Right.LIST, Right.ANSWERS], academies: [Right.LIST, Right.EXPORT]})
    client = people.browser_of(people.person("mila", mixed))

    assert [row["Full name"] for row in rows(client.get(EXPORT, {"view": "all"}))] == ["Wim Feld"]


def test_columns_join_all_versions_in_order_of_first_appearance_with_the_latest_label(ada, spring):
    raw = spring.fields.get_prep_value()
    raw[0]["value"]["label"] = "Name on the badge"
    added = builders.question("short_text", "City", required=False)
    host = builders.publish(builders.set_fields(spring, [raw[0], added, *raw[1:2], *raw[3:]]))
    eva = builders.submit(host, full_name="Eva", email="eva@example.org", short_text="Hue")

    table = {row["Reference"]: row for row in exported(Submission.objects.all())}

    assert list(table[eva.reference])[5:9] == ["Name on the badge", "E-mail address", "How will you take part?", "City"]
    assert (table[ada.reference]["Name on the badge"], table[ada.reference]["City"]) == ("Ada Berg", "")
    assert (table[eva.reference]["How will you take part?"], table[eva.reference]["City"]) == ("", "Hue")


def test_consent_column_tells_the_version_that_was_answered(ada, spring):
    statement = ConsentStatement.objects.get()
    statement.statement, statement.change_class = "<p>Other words.</p>", "material"
    statement.save_revision().publish()
    builders.submit(builders.publish(spring), full_name="Eva", email="eva@example.org")

    versions = [row["Consent version: Einverständnis Foto"] for row in exported(Submission.objects.order_by("pk"))]

    assert versions == ["1", "2"]


def test_answers_to_removed_questions_are_kept(ada, spring):
    key = builders.field_key(spring, "full_name")
    Submission.objects.filter(pk=ada.pk).update(extras={key: "=1+1", "gone": "kept"})

    cell = exported(Submission.objects.all())[0]["Answers to questions removed meanwhile"]

    assert json.loads(cell) == {"Full name": "=1+1", "gone": "kept"}


def test_equal_labels_are_numbered():
    assert numbered(["Name", "City", "Name", "Name"]) == ["Name", "City", "Name (2)", "Name (3)"]


FORMULAS = ["=1+1", "+49 30", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "\uff1dx", "\uff0bx", "\uff0dx", "\uff20x", "'=x", "''=x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_and_none_is_changed(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Ada", "'t Hooft", "3-5", "a=b", " =x"])
def test_harmless_cells_stay_as_they_are(text):
    assert (guarded(text), unguarded(text)) == (text, text)


@given(
    st.text(alphabet=st.sampled_from("'=+-@\t\r\n\uff1da "), max_size=6),
    st.text(alphabet=st.sampled_from("'=+-@\t\r\n\uff1da "), max_size=6),
)
def test_guarding_is_reversible_and_keeps_different_texts_apart(one, other):
    assert unguarded(guarded(one)) == one
    assert (guarded(one) == guarded(other)) == (one == other)


def test_headings_are_guarded_too(home, photo):
    page = builders.form_page(home, [*builders.person(), builders.question("short_text", "=cmd()", required=False)], title="Trap")
    builders.submit(page)

    assert "'=cmd()" in b"".join(CsvExport(Submission.objects.all())).decode()


def test_every_code_point_is_exported_without_an_error(ada, spring):
    key = builders.field_key(spring, "full_name")
    everything = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code <= 0xDFFF]
    size = 50_000
    chunks = ["".join(everything[at : at + size]) for at in range(0, len(everything), size)]
    got = []
    for chunk in chunks:
        Submission.objects.filter(pk=ada.pk).update(answers={**ada.answers, key: f"a{chunk}"})
        got.append(exported(Submission.objects.all())[0]["Full name"])

    assert got == [f"a{chunk}" for chunk in chunks]


def test_half_of_a_surrogate_pair_is_no_error(ada, spring):
    key = builders.field_key(spring, "full_name")
    export = CsvExport(Submission.objects.all())
    ada.answers[key] = "a\ud800b"

    written = [_Line().write(cell) for cell in export._cells(ada, {}, {})]

    assert [cell for cell in written if b"?b" in cell] == [b"a?b"]


def test_export_is_written_into_the_log_of_every_page_without_a_person(desk, ada, bao, moderator, spring):
    rows(desk.get(EXPORT, {"view": "all", "q": "nguyen", "host": str(spring.host_key)}))

    entry = PageLogEntry.objects.get(action="forms_ext.export")
    assert (entry.page_id, entry.user) == (spring.pk, moderator)
    assert entry.data == {"count": 1, "filter": {"view": "all", "host": str(spring.host_key), "search": "yes"}}
    assert "nguyen" not in json.dumps(entry.data)


def test_export_of_a_deleted_page_is_written_into_the_log_of_its_places(admin, ada, spring):
    spring.delete()
    number = ExportAction(Submission.objects.all(), user=admin).execute()

    entry = ModelLogEntry.objects.get(action="forms_ext.export")
    assert (number, entry.content_type.model, entry.data["count"]) == (1, "pool", 1)


def peak_of(rows):
    """Return the most memory that writing ``rows`` takes, in bytes."""
    tracemalloc.start()
    lines = sum(1 for _line in CsvExport(rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines == rows.count() + 1
    return peak


def test_memory_stays_flat_from_500_to_5000_rows(spring):
    crowd(spring, 5000)
    recent = Submission.objects.order_by("-submitted_at").values("pk")[:500]
    b"".join(CsvExport(Submission.objects.filter(pk__in=recent)))  # whatever is loaded once
    few, many = peak_of(Submission.objects.filter(pk__in=recent)), peak_of(Submission.objects.all())

    print(f"\npeak of 500 rows {few / 1e6:.1f} MB, of 5,000 rows {many / 1e6:.1f} MB, ratio {many / few:.2f}")
    assert many < 2 * few


def test_control_loading_all_rows_is_noticed(spring, monkeypatch):
    crowd(spring, 5000)
    monkeypatch.setattr("forms_ext.exports.CHUNK", 5000)
    recent = Submission.objects.order_by("-submitted_at").values("pk")[:500]
    few, many = peak_of(Submission.objects.filter(pk__in=recent)), peak_of(Submission.objects.all())

    assert many > 2 * few


def test_file_is_written_without_counting_or_cutting_the_list(desk, ada, bao, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as queries:
        b"".join(desk.get(EXPORT).streaming_content)

    asked = [query["sql"] for query in queries if 'FROM "forms_ext_submission"' in query["sql"]]
    assert asked != []
    # ``__count`` is how Django calls what a paginator asks for.
    assert [sql for sql in asked if "LIMIT" in sql or "OFFSET" in sql or "__count" in sql] == []
