"""The two past events: the forum that adopted the consensus, and a workshop before it."""

from datetime import date, time, timedelta

from eventpages.models import EventPage

from .days import THURSDAY, month, nth
from .parts import part, to
from .questions import person
from .tree import Pages, both

FORUM = {
    "en": {
        "kind": "Forum",
        "title": "Forum on the land between",
        "slug": "forum-on-the-land-between",
        "summary": "186 people from 14 countries walked six ditches, argued for three days and adopted six points.",
        "place": "Hue, Viet Nam",
        "room": "Riverside Hall",
    },
    "de": {
        "kind": "Forum",
        "title": "Forum: Das Land dazwischen",
        "slug": "forum-das-land-dazwischen",
        "summary": "186 Menschen aus 14 Ländern gingen sechs Gräben ab, stritten drei Tage lang und nahmen sechs Punkte an.",
        "place": "Hue, Vietnam",
        "room": "Flusshalle",
    },
}
FORUM_TEXT = {
    "en": (
        "<p>The forum met in the week in which the dykes of the lagoon were handed back to the communes. It began on foot: six groups each "
        "followed one ditch from its spring to the sewer. Their notes became the first draft.</p>"
        "<p>On the second day every sentence was read aloud in three languages. What could not be said in one of them was rewritten or left "
        "out. On the third day the plenary adopted {consensus}the Tam Giang Consensus</a> without a vote against.</p>"
    ),
    "de": (
        "<p>Das Forum traf sich in der Woche, in der die Deiche der Lagune an die Gemeinden zurückgingen. Es begann zu Fuß: Sechs Gruppen "
        "folgten je einem Graben von der Quelle bis zum Kanal. Ihre Notizen wurden der erste Entwurf.</p>"
        "<p>Am zweiten Tag wurde jeder Satz in drei Sprachen vorgelesen. Was sich in einer davon nicht sagen ließ, wurde umgeschrieben oder "
        "gestrichen. Am dritten Tag nahm das Plenum {consensus}den Konsens von Tam Giang</a> ohne Gegenstimme an.</p>"
    ),
}
FORUM_QUOTE = {
    "en": ("The ditch does not know in which district it lies. After two hours neither did we.", "From the notes of walking group four"),
    "de": (
        "Der Graben weiß nicht, in welchem Kreis er liegt. Nach zwei Stunden wussten wir es auch nicht.",
        "Aus den Notizen der Gruppe vier",
    ),
}
FORUM_AREAS = {
    "en": [
        "Ditches as the oldest plans of a district",
        "Who speaks for ground that belongs to nobody yet",
        "What has to be written down so that it outlives an election",
    ],
    "de": [
        "Gräben als die ältesten Pläne eines Landkreises",
        "Wer für Boden spricht, der noch niemandem gehört",
        "Was aufgeschrieben sein muss, damit es eine Wahl überlebt",
    ],
}
PRICE = {
    "en": {
        "kind": "Workshop",
        "title": "What open ground is worth",
        "slug": "what-open-ground-is-worth",
        "summary": "Four ways of putting a price on a meadow that nobody wants to sell, compared in one afternoon.",
    },
    "de": {
        "kind": "Werkstatt",
        "title": "Was offener Boden wert ist",
        "slug": "was-offener-boden-wert-ist",
        "summary": "Vier Wege, einer Wiese einen Preis zu geben, die niemand verkaufen will, an einem Nachmittag verglichen.",
    },
}
PRICE_TEXT = {
    "en": (
        "<p>Two valuers, a tax office and a farm cooperative reckoned the same four hectares. Their results differed by a factor of eleven. "
        "The afternoon went into finding out why, and into agreeing on one sheet that shows all four side by side.</p>"
    ),
    "de": (
        "<p>Zwei Gutachten, ein Finanzamt und eine Genossenschaft rechneten mit denselben vier Hektar. Die Ergebnisse unterschieden sich um "
        "das Elffache. Der Nachmittag galt der Frage, woran das lag, und einem Blatt, auf dem alle vier nebeneinander stehen.</p>"
    ),
}


def forum_day(weekday: int = THURSDAY) -> date:
    """Return the day of the forum that is this ``weekday``; it lasted from Thursday to Saturday."""
    return nth(2, THURSDAY, month(-8)) + timedelta(days=weekday - THURSDAY)


def build_forum(events: Pages, consensus: Pages) -> Pages:
    """Return the past forum in both languages."""

    def words(language: str) -> dict:
        said, speaker = FORUM_QUOTE[language]
        areas = [
            part("focus_area", f"forum/area-{number}", {"sentence": sentence}) for number, sentence in enumerate(FORUM_AREAS[language])
        ]
        body = [
            part("text", "forum/text", FORUM_TEXT[language].format(consensus=to(consensus[language]))),
            part("quote", "forum/quote", {"words": said, "speaker": speaker}),
        ]
        return {**FORUM[language], "body": body, "focus_areas": areas, "fields": person("forum", language)}

    return both(
        events,
        EventPage,
        words,
        date_from=forum_day(),
        date_to=forum_day() + timedelta(days=2),
        time_from=time(9),
        time_to=time(17, 30),
        timezone="Asia/Ho_Chi_Minh",
        zone_called="Hue",
        registration="here",
        capacity=200,
        organisers=[
            part("organiser", "forum/host", {"name": "Institute for Delta Studies", "role": "", "url": "https://delta.example/"}),
            part("organiser", "forum/walks", {"name": "Growers’ Guild of the Lagoon", "role": "", "url": "https://growers.example/"}),
        ],
    )


def build_workshop(events: Pages) -> Pages:
    """Return the past workshop in both languages."""
    return both(
        events,
        EventPage,
        lambda language: {
            **PRICE[language],
            "body": [part("text", "price/text", PRICE_TEXT[language])],
            "fields": person("price", language),
        },
        date_from=nth(3, THURSDAY, month(-14)),
        time_from=time(14),
        time_to=time(17),
        timezone="Europe/Berlin",
        attendance="online",
        registration="here",
        capacity=60,
    )
