"""What the importer is unsure of, in the language of the editor.

The importer knows no Django and speaks English. The sentences stand here once more so that they can be translated;
a test keeps the two lists equal.
"""

from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from declarations.importer.reading import Flag

LEVELS = {"info": _("Done"), "check": _("Please check"), "warn": _("Probably wrong"), "stop": _("Unusable")}

SENTENCES = {
    "hyphen_kept": gettext_noop("The hyphen of “{word}” stood at the end of a line and was kept."),
    "hyphen_removed": gettext_noop("The hyphen of “{word}” stood at the end of a line and was taken as a word division."),
    "hyphens_decided": gettext_noop("{count} words were divided at the ends of lines; the first is “{word}”."),
    "joined_over_gap": gettext_noop("The paragraph was interrupted by blank lines before “{start}” and was joined."),
    "crossheading": gettext_noop("“{text}” was taken as a heading between points."),
    "point_heading": gettext_noop("“{text}” was taken as the heading of the point."),
    "extra_paragraph": gettext_noop("Point {number} has {count} paragraphs; most have one."),
    "invisible_removed": gettext_noop("{count} invisible characters were removed."),
    "ligatures_spelled": gettext_noop("{count} ligatures were spelled out as letters."),
    "contents_removed": gettext_noop("{count} lines of a table of contents were left out."),
    "section_name": gettext_noop("“{text}” only names a section and was left out."),
    "subtitle": gettext_noop("“{text}” stands below the title and was put into the preamble."),
    "nested_list": gettext_noop("A list inside a sub-point stays in its text."),
    "list_counted": gettext_noop("The items of a list all had the same number and were counted on."),
    "joined_unsure": gettext_noop("A paragraph seemed to be cut before “{start}” and was joined."),
    "columns_split": gettext_noop("The page seems to have two columns; the left one was read first."),
    "wide_gaps": gettext_noop("Lines with wide gaps may be two columns that were not recognised."),
    "head_or_point": gettext_noop("“{text}” was left out as the head of pages, but begins like a point."),
    "page_number_or_point": gettext_noop("The number {number} alone on its line may be a page or a point; it was kept."),
    "no_enacting": gettext_noop("No sentence was found that leads to the points."),
    "enacting_guess": gettext_noop("The last paragraph before the points was taken for the sentence that leads to them."),
    "enacting_inside": gettext_noop("The sentence that leads to the points was the last one of a longer paragraph."),
    "enacting_not_last": gettext_noop("Paragraphs of the preamble stood after the sentence that leads to the points."),
    "preamble_moved": gettext_noop("The paragraph stood after point {number} and was moved into the preamble."),
    "closing_guess": gettext_noop("The text after the last point was taken as the closing."),
    "closing_unsure": gettext_noop("The last paragraphs of point {number} may be a closing."),
    "text_after_subpoints": gettext_noop("The paragraph after the sub-points was put into the last of them."),
    "empty_point": gettext_noop("Point {number} has no text."),
    "unfinished": gettext_noop("The paragraph does not end like a sentence: “…{end}”."),
    "starts_small": gettext_noop("The paragraph begins with a small letter: “{start}…”."),
    "marker_inside": gettext_noop("Point {number} began inside a line and was set apart."),
    "marker_unusual": gettext_noop("Point {number} has a marker unlike the others: “{marker}”."),
    "unnumbered_points": gettext_noop("The points have bullets and no numbers."),
    "two_numberings": gettext_noop("Another numbering, beginning with “{marker}”, could also be the one of the points."),
    "no_title": gettext_noop("The text has no title."),
    "enacting_moved": gettext_noop("The sentence that leads to the points stood after point {number} and was moved before the first."),
    "preamble_moved_unsure": gettext_noop(
        "The paragraph stood after point {number}; it was moved into the preamble only because of what follows it."
    ),
    "points_reordered": gettext_noop("The points stood in the order {order} and were put in the order of their numbers."),
    "points_out_of_order": gettext_noop("Point {number} stands after point {before}."),
    "missing_number": gettext_noop("There is no point {number}."),
    "duplicate_number": gettext_noop("There is more than one point {number}."),
    "leftover_marker": gettext_noop("“{marker}” looks like the beginning of a point but was left in the text."),
    "tail_rejoined": gettext_noop("The rest of a paragraph, cut after “{end}”, was found here and joined to it."),
    "empty": gettext_noop("There is no text."),
    "no_points": gettext_noop("No numbered points were found; the whole text was put into the preamble."),
    "file_too_large": gettext_noop("The file is larger than {megabytes} megabytes and was not read."),
    "columns_read": gettext_noop("The pages have columns; they were read one after the other."),
    "notes_removed": gettext_noop("{count} notes at the foot of pages were left out of the text; they are listed."),
    "turned_removed": gettext_noop(
        "Letters that do not run from left to right, such as a mark in the margin, were left out; they are listed."
    ),
    "page_without_text": gettext_noop("Page {number} has no text; it may be a picture."),
    "readings_differ": gettext_noop("The file was read twice, and point {number} came out differently: “{here}” and “{there}”."),
    "readings_differ_outside": gettext_noop("The file was read twice, and this part came out differently: “{here}” and “{there}”."),
    "readings_differ_missing": gettext_noop("The file was read twice, and point {number} was found only once."),
    "readings_differ_more": gettext_noop("The file was read twice, and a point {number} was found only in the second reading."),
    "second_reading_poor": gettext_noop(
        "The file was read twice, and the second reading found {count} points; please compare the text with the file."
    ),
    "read_once": gettext_noop("Only one of two readers could read the file; please compare the text with the file."),
    "letters_unknown": gettext_noop("{count} signs of the file stand for no letter; they are shown as �."),
    "right_to_left": gettext_noop("The text runs from right to left; please compare the order of its letters with the file."),
    "scan": gettext_noop(
        "The file has hardly any text; it seems to consist of pictures. Please let a program recognise its letters first."
    ),
    "pages_left_out": gettext_noop("Only the first {count} pages were read; the file is too long."),
    "locked": gettext_noop("The file is protected by a password. Please save it without one."),
    "unreadable": gettext_noop("The file is broken or not of the kind that its name says."),
    "file_too_much": gettext_noop("Unpacked, the file is too large to be read."),
    "numbers_written": gettext_noop("{count} automatic numbers were written out."),
    "tables_read": gettext_noop("{count} tables were read row by row."),
    "pictures_left_out": gettext_noop("{count} pictures were left out."),
    "hidden_removed": gettext_noop("{count} pieces of hidden text were left out of the text; they are listed."),
    "lines_joined": gettext_noop("Every line was a paragraph of its own; lines were joined to paragraphs."),
    "number_style_unknown": gettext_noop("Numbers of the style “{style}” were written as digits."),
    "tracked_changes": gettext_noop("The file has {count} tracked changes; it was read as if all of them were accepted."),
    "format_unknown": gettext_noop("Files of this kind are not read. Please save it as .docx, .pdf, .md or .txt."),
    "not_conserved": gettext_noop("Letters were lost or doubled; please do not use this reading."),
}


def described(flag: Flag) -> dict[str, Any]:
    """Return what a page shows of ``flag``: its level with the word for it, its sentence and the line of the text."""
    message = gettext(SENTENCES[flag.code]).format(**flag.values)
    return {"level": flag.level, "level_label": LEVELS[flag.level], "message": message, "line": flag.line}
