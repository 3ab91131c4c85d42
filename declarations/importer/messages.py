"""Every code that a flag can have: how grave it is and the sentence that a person reads."""

_CODES = {
    # What was done and is almost certainly right.
    "hyphen_kept": ("info", "The hyphen of “{word}” stood at the end of a line and was kept."),
    "hyphen_removed": ("info", "The hyphen of “{word}” stood at the end of a line and was taken as a word division."),
    "hyphens_decided": ("info", "{count} words were divided at the ends of lines; the first is “{word}”."),
    "joined_over_gap": ("info", "The paragraph was interrupted by blank lines before “{start}” and was joined."),
    "crossheading": ("info", "“{text}” was taken as a heading between points."),
    "point_heading": ("info", "“{text}” was taken as the heading of the point."),
    "extra_paragraph": ("info", "Point {number} has {count} paragraphs; most have one."),
    "invisible_removed": ("info", "{count} invisible characters were removed."),
    "ligatures_spelled": ("info", "{count} ligatures were spelled out as letters."),
    "contents_removed": ("info", "{count} lines of a table of contents were left out."),
    "section_name": ("info", "“{text}” only names a section and was left out."),
    "subtitle": ("info", "“{text}” stands below the title and was put into the preamble."),
    "nested_list": ("info", "A list inside a sub-point stays in its text."),
    "list_counted": ("info", "The items of a list all had the same number and were counted on."),
    "columns_read": ("info", "The pages have columns; they were read one after the other."),
    # What may be wrong.
    "joined_unsure": ("check", "A paragraph seemed to be cut before “{start}” and was joined."),
    "columns_split": ("check", "The page seems to have two columns; the left one was read first."),
    "page_number_or_point": ("check", "The number {number} alone on its line may be a page or a point; it was kept."),
    "no_enacting": ("check", "No sentence was found that leads to the points."),
    "enacting_guess": ("check", "The last paragraph before the points was taken for the sentence that leads to them."),
    "enacting_inside": ("check", "The sentence that leads to the points was the last one of a longer paragraph."),
    "enacting_not_last": ("check", "Paragraphs of the preamble stood after the sentence that leads to the points."),
    "preamble_moved": ("check", "The paragraph stood after point {number} and was moved into the preamble."),
    "closing_guess": ("check", "The text after the last point was taken as the closing."),
    "closing_unsure": ("check", "The last paragraphs of point {number} may be a closing."),
    "text_after_subpoints": ("check", "The paragraph after the sub-points was put into the last of them."),
    "empty_point": ("check", "Point {number} has no text."),
    "unfinished": ("check", "The paragraph does not end like a sentence: “…{end}”."),
    "starts_small": ("check", "The paragraph begins with a small letter: “{start}…”."),
    "marker_inside": ("check", "Point {number} began inside a line and was set apart."),
    "marker_unusual": ("check", "Point {number} has a marker unlike the others: “{marker}”."),
    "unnumbered_points": ("check", "The points have bullets and no numbers."),
    "two_numberings": ("check", "Another numbering, beginning with “{marker}”, could also be the one of the points."),
    "notes_removed": ("check", "{count} notes at the foot of pages were left out of the text; they are listed."),
    "turned_removed": (
        "check",
        "Letters that do not run from left to right, such as a mark in the margin, were left out; they are listed.",
    ),
    "page_without_text": ("check", "Page {number} has no text; it may be a picture."),
    "readings_differ": ("check", "The file was read twice, and point {number} came out differently: “{here}” and “{there}”."),
    "readings_differ_outside": ("check", "The file was read twice, and this part came out differently: “{here}” and “{there}”."),
    "readings_differ_missing": ("check", "The file was read twice, and point {number} was found only once."),
    "readings_differ_more": ("check", "The file was read twice, and a point {number} was found only in the second reading."),
    "second_reading_poor": (
        "check",
        "The file was read twice, and the second reading found {count} points; please compare the text with the file.",
    ),
    "read_once": ("check", "Only one of two readers could read the file; please compare the text with the file."),
    # What is probably wrong or missing.
    "no_title": ("warn", "The text has no title."),
    "enacting_moved": ("warn", "The sentence that leads to the points stood after point {number} and was moved before the first."),
    "preamble_moved_unsure": (
        "warn",
        "The paragraph stood after point {number}; it was moved into the preamble only because of what follows it.",
    ),
    "points_reordered": ("warn", "The points stood in the order {order} and were put in the order of their numbers."),
    "points_out_of_order": ("warn", "Point {number} stands after point {before}."),
    "missing_number": ("warn", "There is no point {number}."),
    "duplicate_number": ("warn", "There is more than one point {number}."),
    "leftover_marker": ("warn", "“{marker}” looks like the beginning of a point but was left in the text."),
    "tail_rejoined": ("warn", "The rest of a paragraph, cut after “{end}”, was found here and joined to it."),
    "letters_unknown": ("warn", "{count} signs of the file stand for no letter; they are shown as �."),
    "right_to_left": ("warn", "The text runs from right to left; please compare the order of its letters with the file."),
    # What keeps the reading from being used as it is.
    "empty": ("stop", "There is no text."),
    "no_points": ("stop", "No numbered points were found; the whole text was put into the preamble."),
    "file_too_large": ("stop", "The file is larger than {megabytes} megabytes and was not read."),
    "scan": ("stop", "The file has hardly any text; it seems to consist of pictures. Please let a program recognise its letters first."),
    "pages_left_out": ("stop", "Only the first {count} pages were read; the file is too long."),
    "locked": ("stop", "The file is protected by a password. Please save it without one."),
    "unreadable": ("stop", "The file is broken or not of the kind that its name says."),
    "file_too_much": ("stop", "Unpacked, the file is too large to be read."),
    "not_conserved": ("stop", "Letters were lost or doubled; please do not use this reading."),
}

LEVELS = {code: level for code, (level, _) in _CODES.items()}
"""The level of each code: ``info`` (done, almost certainly right), ``check``, ``warn`` (probably wrong), ``stop``."""

MESSAGES = {code: message for code, (_, message) in _CODES.items()}
"""The English sentence of each code, with names in braces for the values of the flag."""
