"""What the page of the dialogue says."""

WORDS = {
    "en": {
        "kind": "Science-policy dialogue",
        "title": "Restoring the land between town and village",
        "slug": "restoring-the-land",
        "summary": "Where a street ends and a field begins lies ground that nobody plans for. Two days on giving it back its work.",
        "place": "Hue, Viet Nam",
        "room": "Riverside Hall, 2nd floor",
        "thank_you": "<p>We look forward to two days with you on uneven ground.</p>",
        "what_next": (
            "<ul><li>You see your reference at once; a message with your private link follows within minutes.</li>"
            "<li>We write to you as soon as the two days are fixed. Should they not suit you, give back your place with one press.</li>"
            "<li>One week before, you get the programme, the way to the hall and the address for those who join online.</li></ul>"
        ),
        "closed_text": (
            "<p>The list is with the kitchen and the boatmen. For a late request write to office@fieldandstreet.example; if you are "
            "registered, the link in your confirmation still works.</p>"
        ),
    },
    "de": {
        "kind": "Dialog von Wissenschaft und Politik",
        "title": "Was das Land zwischen Stadt und Dorf wieder leisten kann",
        "slug": "das-land-zwischen-stadt-und-dorf",
        "summary": "Wo die Straße endet und der Acker beginnt, liegt Boden, für den niemand plant. Zwei Tage darüber, was er wieder leisten kann.",
        "place": "Hue, Vietnam",
        "room": "Flusshalle, 2. Stock",
        "thank_you": "<p>Wir freuen uns auf zwei Tage mit Ihnen auf unebenem Boden.</p>",
        "what_next": (
            "<ul><li>Sie sehen sofort Ihre Vorgangsnummer; eine Nachricht mit Ihrem privaten Link folgt binnen Minuten.</li>"
            "<li>Sobald die beiden Tage feststehen, schreiben wir Ihnen. Passen sie nicht, geben Sie Ihren Platz mit einem Knopfdruck "
            "zurück.</li>"
            "<li>Eine Woche vorher bekommen Sie das Programm, den Weg zur Halle und die Adresse für die Teilnahme online.</li></ul>"
        ),
        "closed_text": (
            "<p>Die Liste liegt bei der Küche und den Bootsleuten. Bei späten Wünschen schreiben Sie an office@fieldandstreet.example; wenn "
            "Sie angemeldet sind, gilt der Link in Ihrer Bestätigung weiter.</p>"
        ),
    },
}
TEXT = {
    "en": (
        "<p>In many deltas the belt around a town floods first and recovers last. It is drained for a road, filled for a storage yard, left "
        "fallow while its price rises. What it did for the people downstream is missed only when it is gone.</p>"
        "<p>The dialogue brings district planners, growers, engineers and ecologists to one table, but not at once. Each half-day begins "
        "outdoors, within an hour of Hue, where something has been tried: two ponds that were filled and dug again, an orchard on a former "
        "tip, a dyke set back by forty metres. Only then does the room ask what it cost, who agreed, and what a neighbour could take over.</p>"
        "<p>The two days themselves will be fixed as soon as the hall and the boats are confirmed. The side events have their dates already.</p>"
        "<h3>What comes of it</h3>"
        "<p>Two people keep the minutes, one from research and one from administration. Their text goes to the offices that brought the "
        "questions, and proposals for {ground}point 1</a> and {water}point 4</a> of {consensus}the Tam Giang Consensus</a> go to those "
        "who adopted it.</p>"
    ),
    "de": (
        "<p>In vielen Deltas wird der Gürtel um die Stadt zuerst überflutet und erholt sich zuletzt. Er wird für eine Straße entwässert, für "
        "einen Lagerplatz aufgefüllt, liegt brach, während sein Preis steigt. Was er für die Menschen flussabwärts tat, merkt man erst, wenn "
        "er fehlt.</p>"
        "<p>Der Dialog bringt Kreisplanung, Landwirtschaft, Ingenieurwesen und Ökologie an einen Tisch, aber nicht sofort. Jeder halbe Tag "
        "beginnt draußen, keine Stunde von Hue entfernt, wo etwas versucht wurde: zwei Teiche, die zugeschüttet und wieder ausgehoben "
        "wurden, ein Obstgarten auf einer alten Kippe, ein Deich, der vierzig Meter zurückgesetzt wurde. Erst dann fragt die Runde, was es "
        "gekostet hat, wer zugestimmt hat und was man übernehmen kann.</p>"
        "<p>Die beiden Tage stehen fest, sobald Halle und Boote zugesagt sind. Die Begleitveranstaltungen haben schon ihren Termin.</p>"
        "<h3>Was daraus wird</h3>"
        "<p>Zwei Personen schreiben mit, eine aus der Forschung und eine aus der Verwaltung. Ihr Text geht an die Ämter, die die Fragen "
        "mitgebracht haben; Vorschläge zu {ground}Punkt 1</a> und {water}Punkt 4</a> {consensus}des Konsenses von Tam Giang</a> gehen an "
        "die, die ihn angenommen haben.</p>"
    ),
}
QUOTE = {
    "en": ("We measured the soil first and drew the plan afterwards. That saved us one year of two.", "A planner at the last dialogue"),
    "de": (
        "Wir haben zuerst den Boden gemessen und dann den Plan gezeichnet. Das hat eines von zwei Jahren gespart.",
        "Aus dem letzten Dialog",
    ),
}
FOCUS_AREAS = {
    "en": [
        "What a flood plain does for the town downstream, and who is told",
        "Soil maps drawn before the plan, not after it",
        "Orchards, brickfields and ponds: three kinds of ground, three ways back",
        "Money that crosses the boundary: levies, leases, shared harvests",
        "From a signed text to a line in the budget: offices that have done it",
    ],
    "de": [
        "Was eine Aue für die Stadt flussabwärts tut, und wer davon erfährt",
        "Bodenkarten vor dem Plan statt danach",
        "Obstgärten, Ziegelgruben und Teiche: dreierlei Boden, drei Wege zurück",
        "Geld, das die Grenze überquert: Abgaben, Pacht, geteilte Ernten",
        "Vom unterschriebenen Text zur Zeile im Haushalt: Ämter, die es geschafft haben",
    ],
}
SIDE_EVENTS = {
    "en": {
        "walk": (
            "Walk along the river dykes",
            "Pier 3, Hue",
            "Five kilometres on grass and gravel, with stops at two sluices. A car follows for those who tire.",
        ),
        "visit": (
            "Day visit to the lagoon market gardens",
            "By boat from Pier 3, Hue",
            "Three gardens on silt that was a rubbish tip ten years ago. Lunch is what grows there.",
        ),
    },
    "de": {
        "walk": (
            "Gang entlang der Flussdeiche",
            "Anleger 3, Hue",
            "Fünf Kilometer auf Gras und Kies mit Halt an zwei Schleusen. Für Müde fährt ein Wagen mit.",
        ),
        "visit": (
            "Tagesfahrt zu den Marktgärten der Lagune",
            "Mit dem Boot ab Anleger 3, Hue",
            "Drei Gärten auf Schlick, der vor zehn Jahren eine Müllkippe war. Mittags gibt es, was dort wächst.",
        ),
    },
}
ASKED = {
    "en": {
        "way": "How will you take part?",
        "ways": ["In Hue", "Online"],
        "side_events": "Optional side events",
        "side_hint": "Tick what you would like to join. A full side event never stops your registration.",
        "organisers": "For the organisers",
        "needs": "Is there anything you need in order to take part?",
        "needs_hint": "For example step-free seating, a sign interpreter, or food you avoid. Two people read it; it is deleted the day after.",
    },
    "de": {
        "way": "Wie nehmen Sie teil?",
        "ways": ["In Hue", "Online"],
        "side_events": "Begleitveranstaltungen zur Wahl",
        "side_hint": "Kreuzen Sie an, wo Sie mitmachen möchten. Eine volle Begleitveranstaltung verhindert nie Ihre Anmeldung.",
        "organisers": "Für die Vorbereitung",
        "needs": "Brauchen Sie etwas, um teilnehmen zu können?",
        "needs_hint": (
            "Zum Beispiel einen stufenlosen Platz, Gebärdensprache oder Essen ohne etwas. Zwei Personen lesen es; am Tag danach wird es gelöscht."
        ),
    },
}
ORGANISERS = [
    ("Institute for Delta Studies", {"en": "Host", "de": "Gastgeber"}, "https://delta.example/"),
    ("Chair of Landscape and Settlement", {"en": "Programme", "de": "Programm"}, "https://landscape.example/"),
    ("Growers’ Guild of the Lagoon", {"en": "Walks and visits", "de": "Gänge und Fahrten"}, "https://growers.example/"),
]
