"""The declaration: six points that the forum adopted."""

from declarations.models import DeclarationPage, Provision

from .days import SATURDAY
from .parts import items, key, part
from .past import forum_day
from .tree import Pages, both, publish

WORDS = {
    "en": {
        "title": "The Tam Giang Consensus",
        "slug": "tam-giang-consensus",
        "subtitle": "Six points on the ground where towns and villages meet",
        "place": "Hue, Viet Nam",
        "search_description": "Six points on the ground where towns and villages meet, adopted by the Forum on the Land Between.",
    },
    "de": {
        "title": "Der Konsens von Tam Giang",
        "slug": "tam-giang-konsensus",
        "subtitle": "Sechs Punkte über das Land, auf dem sich Städte und Dörfer treffen",
        "place": "Hue, Vietnam",
        "search_description": "Sechs Punkte über das Land, auf dem sich Städte und Dörfer treffen, angenommen vom Forum „Das Land dazwischen“.",
    },
}
PREAMBLE = {
    "en": [
        "Towns in deltas and valleys are growing towards their villages, and the villages towards their towns. Where they meet, neither "
        "map is complete.",
        "The Forum on the Land Between sat in Hue for three days. Growers, surveyors, mayors, engineers, teachers and students had come, "
        "186 people from 14 countries, and before anybody spoke they walked six ditches from spring to sewer. They saw ground that had "
        "been drained for a road and was wanted back by the river, and families who had moved twice without leaving their commune.",
        "Bearing in mind that no line on a plan has ever stopped water, and that those who cross a boundary every day know it best,",
    ],
    "de": [
        "Die Städte der Deltas und Täler wachsen auf ihre Dörfer zu und die Dörfer auf ihre Städte. Wo sie sich treffen, ist keine Karte "
        "vollständig.",
        "Das Forum „Das Land dazwischen“ tagte drei Tage lang in Hue. Gekommen waren 186 Menschen aus 14 Ländern, aus Landwirtschaft und "
        "Vermessung, aus Rathäusern, Ingenieurbüros, Schulen und Hochschulen, und bevor jemand sprach, gingen sie sechs Gräben von der "
        "Quelle bis zum Kanal ab. Sie sahen Boden, der für eine Straße entwässert worden war und den der Fluss zurückhaben wollte, und "
        "Familien, die zweimal umgezogen waren, ohne ihre Gemeinde zu verlassen.",
        "Eingedenk dessen, dass noch keine Linie auf einem Plan je das Wasser aufgehalten hat und dass eine Grenze am besten kennt, wer "
        "sie täglich überquert,",
    ],
}
ENACTING = {
    "en": "we, the participants of the forum, have agreed on the following:",
    "de": "haben wir, die Teilnehmenden des Forums, uns auf Folgendes verständigt:",
}
# Heading, text and sub-points by language. The number stands in front by itself, so that the text begins with a small letter.
POINTS = {
    "ground": {
        "en": (
            "Begin with the ground",
            "a town is made from the land around it and stays in its debt. Soil, water and seed are not what is left over once the streets "
            "are drawn. They shall be surveyed before a plan is begun, and the plan shall name them.",
            [],
        ),
        "de": (
            "Beim Boden anfangen",
            "eine Stadt ist aus dem Land um sie herum gemacht und bleibt in seiner Schuld. Boden, Wasser und Saatgut sind nicht der Rest, "
            "der bleibt, wenn die Straßen gezeichnet sind. Sie werden erfasst, bevor ein Plan beginnt, und der Plan nennt sie.",
            [],
        ),
    },
    "crossings": {
        "en": (
            "Count what crosses",
            "every day food, water, wages, waste and people cross the line between town and village, and few of these crossings are "
            "written down. We will count them together, and at least:",
            [
                "what is grown within one hour of the market and eaten there;",
                "how much clean water comes in, and in what state it leaves;",
                "who travels which way for work, for care and for school.",
            ],
        ),
        "de": (
            "Zählen, was hinübergeht",
            "täglich überqueren Nahrung, Wasser, Lohn, Abfall und Menschen die Grenze zwischen Stadt und Dorf, und wenig davon ist "
            "aufgeschrieben. Wir zählen es gemeinsam, und zwar mindestens:",
            [
                "was im Umkreis einer Stunde um den Markt wächst und dort gegessen wird;",
                "wie viel sauberes Wasser hereinkommt und in welchem Zustand es geht;",
                "wer in welche Richtung fährt, zur Arbeit, zur Pflege und zur Schule.",
            ],
        ),
    },
    "voice": {
        "en": (
            "Give the edge a voice",
            "those who live where the street ends are asked last and affected first. Every body that decides on such ground shall keep "
            "seats for its tenants, its seasonal workers and its young people, and shall pay for the hours they give.",
            [],
        ),
        "de": (
            "Dem Rand eine Stimme geben",
            "wer dort wohnt, wo die Straße aufhört, wird zuletzt gefragt und zuerst getroffen. Jedes Gremium, das über solchen Boden "
            "entscheidet, hält Sitze für Pächter, für Saisonkräfte und für junge Menschen frei und bezahlt die Stunden, die sie geben.",
            [],
        ),
    },
    "water": {
        "en": (
            "Keep room for water",
            "rivers and ponds shall have the width that they need in a wet year, not in a mean one. Where water has been built over, the "
            "next repair is the occasion to give it back.",
            [],
        ),
        "de": (
            "Dem Wasser Platz lassen",
            "Flüsse und Teiche erhalten die Breite, die sie in einem nassen Jahr brauchen, nicht in einem mittleren. Wo Wasser überbaut "
            "wurde, ist die nächste Reparatur der Anlass, es zurückzugeben.",
            [],
        ),
    },
    "gain": {
        "en": (
            "Share the gain",
            "when a field becomes building land, its value rises by what others have done. A fair part of that rise shall return to the "
            "place it came from: as money, as land kept open for good, or as a service that the place lacks. The place itself shall choose.",
            [],
        ),
        "de": (
            "Den Gewinn teilen",
            "wird ein Feld zu Bauland, so steigt sein Wert durch das, was andere getan haben. Ein gerechter Teil davon kehrt an den Ort "
            "zurück, von dem er kam: als Geld, als Land, das für immer offen bleibt, oder als ein Angebot, das dem Ort fehlt. Der Ort "
            "selbst wählt.",
            [],
        ),
    },
    "work": {
        "en": (
            "Show the work",
            "a promise that nobody can check is worth little. Each of us will publish once in two years, on one page and in the languages "
            "of the place, what was done under these points and what was not.",
            [],
        ),
        "de": (
            "Die Arbeit zeigen",
            "ein Versprechen, das niemand prüfen kann, ist wenig wert. Jede und jeder von uns veröffentlicht alle zwei Jahre, auf einer "
            "Seite und in den Sprachen des Ortes, was nach diesen Punkten getan wurde und was nicht.",
            [],
        ),
    },
}
CLOSING = {
    "en": [
        "The forum asks all who endorse these points to carry them into rules of their own within two years, and to say openly where that "
        "was not possible.",
        "Adopted in Hue without a vote against. The English text is authentic.",
    ],
    "de": [
        "Das Forum bittet alle, die diese Punkte mittragen, sie binnen zweier Jahre in eigene Regeln zu übernehmen und offen zu sagen, wo "
        "das nicht möglich war.",
        "Angenommen in Hue ohne Gegenstimme. Maßgeblich ist der englische Text.",
    ],
}
ADOPTED_BY = [
    ("Institute for Delta Studies", "Hue", "https://delta.example/"),
    ("Chair of Landscape and Settlement", "Berlin", "https://landscape.example/"),
    ("Lake Victoria Planning School", "Kisumu", "https://lakeschool.example/"),
    ("Round Table of Rural Districts", "Freiburg", "https://districts.example/"),
    ("Growers’ Guild of the Lagoon", "Quang Dien", "https://growers.example/"),
    ("Office for Metropolitan Land", "Valdivia", "https://metroland.example/"),
]


def point(name: str, language: str) -> dict:
    """Return one point."""
    heading, text, subpoints = POINTS[name][language]
    inner = items(f"consensus/{name}", [f"<p>{subpoint}</p>" for subpoint in subpoints])
    return part("point", f"consensus/{name}", {"heading": heading, "text": f"<p>{text}</p>", "subpoints": inner, "fixed_number": ""})


def to_point(name: str) -> str:
    """Return what opens a link to a point in rich text; it leads to the point whatever its number becomes."""
    return f'<a linktype="point" id="{Provision.objects.get(uid=key(f"consensus/{name}")).short_id}">'


def body(language: str) -> list[dict]:
    """Return the text from the preamble to the closing."""
    preamble = [part("preamble", f"consensus/preamble-{number}", f"<p>{text}</p>") for number, text in enumerate(PREAMBLE[language])]
    closing = [part("closing", f"consensus/closing-{number}", f"<p>{text}</p>") for number, text in enumerate(CLOSING[language])]
    return [*preamble, part("enacting", "consensus/enacting", ENACTING[language]), *(point(name, language) for name in POINTS), *closing]


def build(declarations: Pages) -> Pages:
    """Return the adopted text in both languages; the English one is authentic."""
    adopted_on = forum_day(SATURDAY)
    organisers = [
        part("organiser", f"consensus/organiser-{number}", {"name": name, "role": place, "url": address})
        for number, (name, place, address) in enumerate(ADOPTED_BY)
    ]
    return both(
        declarations,
        DeclarationPage,
        lambda language: {**WORDS[language], "body": body(language)},
        kind="consensus",
        status="adopted",
        adopted_on=adopted_on,
        authentic_language="en",
        number_style="ordinal",
        code=f"FS/{adopted_on.year}/1",
        licence="CC BY 4.0",
        organisers=organisers,
    )


def adopted_at(consensus: Pages, event: Pages):
    """Say on both pages at which event the text was adopted."""
    for page in consensus.values():
        page.event = event["en"]
        publish(page)
