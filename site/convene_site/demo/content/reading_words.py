"""What the pages to read say."""

ABOUT = {
    "en": {
        "title": "About",
        "slug": "about",
        "lead": "Field & Street is a network of seven organisations. It exists because plans for towns tend to stop where the land begins.",
        "sections": [
            {
                "heading": "Why we began",
                "text": (
                    "<p>In the same month two offices of one district bought the same meadow: one to keep it wet, the other to build a bus "
                    "depot on it. Neither had done anything wrong. They had simply never sat at one table.</p>"
                    "<p>Since then we have kept that table. Researchers bring what they have measured, administrations what they have to "
                    "decide, growers and residents what they know from walking there every day.</p>"
                ),
            },
            {
                "heading": "What we do",
                "entries": [
                    ("Dialogues", "Two days on one question of one place. They end with minutes that both sides sign."),
                    ("Schools", "Five days outdoors for people at the beginning of their work, half from research, half from offices."),
                    ("Forums", "Every few years, to write down what many places have learned. A forum adopts a declaration."),
                ],
            },
            {
                "heading": "How we are paid",
                "note": "No place buys a result",
                "text": (
                    "<p>The partners share the costs of the coordination office by the size of their budgets. A place that brings a "
                    "question gives a room and lunch. Whoever pays for an event is named on its page.</p>"
                ),
            },
        ],
    },
    "de": {
        "title": "Über uns",
        "slug": "ueber-uns",
        "lead": (
            "Field & Street ist ein Netzwerk aus sieben Organisationen. Es gibt uns, weil Pläne für Städte gern dort enden, "
            "wo das Land anfängt."
        ),
        "sections": [
            {
                "heading": "Warum wir angefangen haben",
                "text": (
                    "<p>Zwei Ämter eines Landkreises kauften im selben Monat dieselbe Wiese: das eine, um sie feucht zu halten, das andere "
                    "für ein Busdepot. Falsch gemacht hatte keines etwas. Sie hatten nur nie an einem Tisch gesessen.</p>"
                    "<p>Diesen Tisch halten wir seitdem frei. Die Forschung bringt mit, was sie gemessen hat, die Verwaltung, was sie "
                    "entscheiden muss, und wer dort wirtschaftet und wohnt, was man nur weiß, wenn man jeden Tag dort geht.</p>"
                ),
            },
            {
                "heading": "Was wir tun",
                "entries": [
                    ("Dialoge", "Zwei Tage zu einer Frage eines Ortes. Am Ende steht ein Protokoll, das beide Seiten unterschreiben."),
                    ("Kurse", "Fünf Tage draußen für Menschen am Anfang ihres Berufs, halb aus der Forschung, halb aus den Ämtern."),
                    ("Foren", "Alle paar Jahre, um aufzuschreiben, was viele Orte gelernt haben. Ein Forum nimmt eine Erklärung an."),
                ],
            },
            {
                "heading": "Wer uns bezahlt",
                "note": "Kein Ort kauft ein Ergebnis",
                "text": (
                    "<p>Die Partner teilen sich die Kosten des Koordinationsbüros nach der Größe ihrer Haushalte. Ein Ort, der eine Frage "
                    "mitbringt, stellt einen Raum und das Mittagessen. Wer eine Veranstaltung bezahlt, steht auf ihrer Seite.</p>"
                ),
            },
        ],
    },
}
PRIVACY = {
    "en": {
        "title": "Privacy",
        "slug": "privacy",
        "lead": "We ask for little, keep it for a stated time, and you can see and delete all of it.",
        "sections": [
            {
                "heading": "When you only read",
                "text": (
                    "<p>No cookie, no counter, nothing from other companies. The server keeps the time and the network address of a request "
                    "for seven days to ward off attacks.</p>"
                ),
            },
            {
                "heading": "When you register",
                "text": (
                    "<p>The people who run the event see your answers; nobody else does. What you tell us about food, health or access is "
                    "deleted on the day after the event, everything else six months later.</p>"
                    "<p>After sending you get a reference and a private link. Whoever has the link can see your registration, so do not "
                    "pass it on.</p>"
                ),
            },
            {
                "heading": "When you consent",
                "text": (
                    "<p>We keep the wording that you saw, your answer and the time. Yes and no are equally good answers, and you can "
                    "withdraw a yes with one press of a button. The proof that you were asked is kept for as long as we would have to "
                    "show it.</p>"
                ),
            },
            {
                "heading": "When you write to us",
                "text": "<p>Messages from the contact form are answered by two people and deleted one year after the last answer.</p>",
            },
            {
                "heading": "Your rights",
                "entries": [
                    ("See", "Ask, and you get a copy of everything that we hold about you."),
                    ("Correct", "Tell us what is wrong; we change it and say so to whoever received it."),
                    ("Delete", "We delete what we need not keep by law, and name what that is."),
                    ("Complain", "If we fail you, turn to the data protection authority of your country."),
                ],
            },
            {"heading": "Who is responsible", "contact": True, "text": ""},
        ],
    },
    "de": {
        "title": "Datenschutz",
        "slug": "datenschutz",
        "lead": "Wir fragen wenig, behalten es für eine genannte Zeit, und Sie können alles davon sehen und löschen lassen.",
        "sections": [
            {
                "heading": "Wenn Sie nur lesen",
                "text": (
                    "<p>Kein Cookie, keine Zählung, nichts von anderen Firmen. Der Server behält Zeit und Netzadresse eines Aufrufs sieben "
                    "Tage lang, um Angriffe abzuwehren.</p>"
                ),
            },
            {
                "heading": "Wenn Sie sich anmelden",
                "text": (
                    "<p>Ihre Antworten sehen die Menschen, die die Veranstaltung vorbereiten, und sonst niemand. Was Sie uns über Essen, "
                    "Gesundheit oder Barrieren sagen, wird am Tag nach der Veranstaltung gelöscht, alles andere sechs Monate später.</p>"
                    "<p>Nach dem Absenden bekommen Sie eine Vorgangsnummer und einen privaten Link. Wer den Link hat, sieht Ihre Anmeldung; "
                    "geben Sie ihn deshalb nicht weiter.</p>"
                ),
            },
            {
                "heading": "Wenn Sie einwilligen",
                "text": (
                    "<p>Wir behalten den Wortlaut, den Sie gesehen haben, Ihre Antwort und die Zeit. Ja und Nein sind gleich gute "
                    "Antworten, und ein Ja nehmen Sie mit einem Knopfdruck zurück. Der Nachweis, dass Sie gefragt wurden, bleibt so lange, "
                    "wie wir ihn vorlegen müssten.</p>"
                ),
            },
            {
                "heading": "Wenn Sie uns schreiben",
                "text": (
                    "<p>Nachrichten aus dem Kontaktformular beantworten zwei Personen; ein Jahr nach der letzten Antwort werden sie "
                    "gelöscht.</p>"
                ),
            },
            {
                "heading": "Ihre Rechte",
                "entries": [
                    ("Sehen", "Fragen Sie, und Sie bekommen eine Kopie von allem, was wir über Sie gespeichert haben."),
                    ("Berichtigen", "Sagen Sie, was nicht stimmt; wir ändern es und sagen es allen, die es bekommen haben."),
                    ("Löschen", "Wir löschen, was wir nicht kraft Gesetzes behalten müssen, und nennen, was das ist."),
                    ("Beschweren", "Wenn wir versagen, hilft die Datenschutzbehörde Ihres Landes."),
                ],
            },
            {"heading": "Wer verantwortlich ist", "contact": True, "text": ""},
        ],
    },
}
IMPRINT = {
    "en": {
        "title": "Imprint",
        "slug": "imprint",
        "lead": "Who publishes this site and answers for it.",
        "sections": [
            {
                "heading": "Publisher",
                "entries": [
                    ("Published by", "Field & Street, an association of seven organisations with its seat in Berlin"),
                    ("Represented by", "The head of the coordination office"),
                    ("Responsible for the content", "The coordination office, at the address below"),
                    ("Register", "Example register of associations, number 00000"),
                ],
            },
            {"heading": "How to reach us", "contact": True, "text": ""},
            {
                "heading": "Reuse",
                "text": (
                    "<p>Declarations may be shared and adapted under CC BY 4.0 when their name and version are given. Field &amp; Street is "
                    "made up: this site shows what can be done with it.</p>"
                ),
            },
        ],
    },
    "de": {
        "title": "Impressum",
        "slug": "impressum",
        "lead": "Wer diese Website herausgibt und für sie einsteht.",
        "sections": [
            {
                "heading": "Herausgeber",
                "entries": [
                    ("Herausgegeben von", "Field & Street, ein Verein aus sieben Organisationen mit Sitz in Berlin"),
                    ("Vertreten durch", "Die Leitung des Koordinationsbüros"),
                    ("Verantwortlich für den Inhalt", "Das Koordinationsbüro unter der unten genannten Anschrift"),
                    ("Register", "Vereinsregister Beispielstadt, Nummer 00000"),
                ],
            },
            {"heading": "So erreichen Sie uns", "contact": True, "text": ""},
            {
                "heading": "Nutzung",
                "text": (
                    "<p>Erklärungen dürfen unter CC BY 4.0 geteilt und bearbeitet werden, wenn ihr Name und ihre Fassung dabeistehen. "
                    "Field &amp; Street ist erfunden: Diese Website zeigt, was man mit ihr machen kann.</p>"
                ),
            },
        ],
    },
}
ACCESSIBILITY = {
    "en": {
        "title": "Accessibility",
        "slug": "accessibility",
        "lead": "Everybody should be able to read these pages, register and take part. This is how far we are.",
        "sections": [
            {
                "heading": "What we aim at",
                "text": (
                    "<p>The pages follow the Web Content Accessibility Guidelines 2.2 at level AA. They work with the keyboard alone, with a "
                    "screen reader, at 200 per cent text size and on narrow screens, in light and in dark, and without any script.</p>"
                ),
            },
            {
                "heading": "Known gaps",
                "entries": [
                    ("Cover drawings", "They are ornaments and have no description. Nothing is said by them alone."),
                    ("Older minutes", "Some were scanned without text. Ask for one, and we send a readable copy within five working days."),
                ],
            },
            {
                "heading": "At our events",
                "text": (
                    "<p>Walks come with a description of the ground and with a way around for wheels. Tell us in the form what you need; "
                    "sign language and captions can be arranged up to three weeks before.</p>"
                ),
            },
            {
                "heading": "Tell us",
                "contact": True,
                "text": "<p>Something does not work for you? Write or ring; we answer within three working days.</p>",
            },
        ],
    },
    "de": {
        "title": "Barrierefreiheit",
        "slug": "barrierefreiheit",
        "lead": "Alle sollen diese Seiten lesen, sich anmelden und teilnehmen können. So weit sind wir.",
        "sections": [
            {
                "heading": "Was wir anstreben",
                "text": (
                    "<p>Die Seiten folgen den Richtlinien WCAG 2.2 in der Stufe AA. Sie lassen sich mit der Tastatur allein bedienen, mit "
                    "einem Vorleseprogramm, bei 200 Prozent Schriftgröße und auf schmalen Bildschirmen, hell und dunkel und ganz ohne "
                    "Skript.</p>"
                ),
            },
            {
                "heading": "Bekannte Lücken",
                "entries": [
                    ("Titelzeichnungen", "Sie sind Schmuck und haben keine Beschreibung. Nichts wird nur durch sie gesagt."),
                    (
                        "Ältere Protokolle",
                        "Einige wurden ohne Text eingelesen. Fragen Sie danach, und wir schicken binnen fünf Werktagen eine lesbare Fassung.",
                    ),
                ],
            },
            {
                "heading": "Bei Veranstaltungen",
                "text": (
                    "<p>Zu jedem Gang gehören eine Beschreibung des Geländes und ein Weg, der auch mit Rädern geht. Sagen Sie uns im Formular, "
                    "was Sie brauchen; Gebärdensprache und Untertitel lassen sich bis drei Wochen vorher einrichten.</p>"
                ),
            },
            {
                "heading": "Sagen Sie es uns",
                "contact": True,
                "text": "<p>Etwas geht bei Ihnen nicht? Schreiben Sie oder rufen Sie an; wir antworten binnen drei Werktagen.</p>",
            },
        ],
    },
}
