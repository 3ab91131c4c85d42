"""The library of statements: the consent to photographs and the privacy notice that was read."""

from wagtail.models import Locale

from forms_ext.models import ConsentStatement

from .parts import to
from .tree import LANGUAGES, Pages, reword

Library = dict[str, ConsentStatement]

PHOTOGRAPHS = {
    "en": {
        "name": "Photographs and film at events",
        "statement": (
            "<p>At this event we take photographs and record short films. Some of them may later be seen on this website, on the accounts "
            "of Field &amp; Street and in printed reports about the series. I agree that pictures and films in which I can be recognised "
            "are published in this way.</p><p>My answer has no influence on my place. If I agree, I can take that back at any time with "
            "the link in my confirmation; from then on no further picture of me is published.</p>"
        ),
        # The lists for the hall are kept in German, whatever the language of the page.
        "short_label": "Einwilligung Fotos und Film",
        "short_label_language": "de",
        "controller": "Field & Street, coordination office",
        "purposes": "To show what happens at our events and what comes of them",
        "channels": "This website, the network’s accounts on social media, printed reports",
        "recipients": "The photographer, and the printers of the reports",
        "retention": "Five years, then deleted",
        "withdrawal": "At any time with the link in your confirmation, or by a letter to us; no reason is needed",
    },
    "de": {
        "name": "Fotos und Filme bei Veranstaltungen",
        "statement": (
            "<p>Bei dieser Veranstaltung fotografieren wir und drehen kurze Filme. Einige davon sind später vielleicht auf dieser Website, "
            "auf den Konten von Field &amp; Street und in gedruckten Berichten über die Reihe zu sehen. Ich bin damit einverstanden, dass "
            "Bilder und Filme, auf denen ich zu erkennen bin, auf diese Weise veröffentlicht werden.</p><p>Meine Antwort hat keinen "
            "Einfluss auf meinen Platz. Wenn ich einwillige, kann ich das jederzeit mit dem Link in meiner Bestätigung zurücknehmen; "
            "von da an wird kein weiteres Bild von mir veröffentlicht.</p>"
        ),
        "short_label": "Einwilligung Fotos und Film",
        "short_label_language": "",
        "controller": "Field & Street, Koordinationsbüro",
        "purposes": "Um zu zeigen, was bei unseren Veranstaltungen geschieht und was daraus wird",
        "channels": "Diese Website, die Konten des Netzwerks in sozialen Medien, gedruckte Berichte",
        "recipients": "Wer fotografiert, und wer die Berichte druckt",
        "retention": "Fünf Jahre, danach gelöscht",
        "withdrawal": "Jederzeit mit dem Link in Ihrer Bestätigung oder mit einem Brief an uns; Gründe sind nicht nötig",
    },
}
PRIVACY = {
    "en": {
        "name": "Privacy notice read",
        "statement": "<p>I have read the {link}privacy notice</a> and know who sees my answers and when they are deleted.</p>",
        "short_label": "Privacy notice read",
        "controller": "Field & Street, coordination office",
        "retention": "As long as the answers themselves",
    },
    "de": {
        "name": "Datenschutzhinweise gelesen",
        "statement": (
            "<p>Ich habe die {link}Hinweise zum Datenschutz</a> gelesen und weiß, wer meine Antworten sieht und wann sie gelöscht werden.</p>"
        ),
        "short_label": "Datenschutzhinweise gelesen",
        "controller": "Field & Street, Koordinationsbüro",
        "retention": "So lange wie die Antworten selbst",
    },
}


def publish(statement: ConsentStatement) -> ConsentStatement:
    """Keep the wording of ``statement`` as its first version."""
    statement.save()
    statement.save_revision().publish()
    return ConsentStatement.objects.get(pk=statement.pk)


def in_both(words: dict, nature: str) -> ConsentStatement:
    """Return the English statement; the German one has the same translation key."""
    locales = {language: Locale.objects.get(language_code=language) for language in LANGUAGES}
    english = publish(ConsentStatement(nature=nature, live=False, locale=locales["en"], **words["en"]))
    german = english.copy_for_translation(locales["de"])
    publish(reword(german, {**words["de"], "live": False, "current_version": None}))
    return english


def build(privacy: Pages) -> Library:
    """Return the statements by their name in the demo."""
    linked = {
        language: {**words, "statement": words["statement"].format(link=to(privacy[language]))} for language, words in PRIVACY.items()
    }
    return {"photographs": in_both(PHOTOGRAPHS, "consent"), "privacy": in_both(linked, "acknowledgement")}
