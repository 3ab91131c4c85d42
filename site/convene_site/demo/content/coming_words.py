"""What the pages of the coming events say."""

WORKSHOP = {
    "en": {
        "kind": "Workshop",
        "title": "Who feeds the growing town?",
        "slug": "who-feeds-the-growing-town",
        "summary": "Market gardens inside the ring road: what keeps them where they are, and what moves them out.",
        "place": "Berlin, Germany",
        "room": "Seed library, reading room",
        "what_next": (
            "<ul><li>Your turn on the waiting list is by order of arrival.</li>"
            "<li>When somebody gives back a seat, it is yours at once and we write to you.</li></ul>"
        ),
    },
    "de": {
        "kind": "Workshop",
        "title": "Wer ernährt die wachsende Stadt?",
        "slug": "wer-ernaehrt-die-wachsende-stadt",
        "summary": "Gärtnereien innerhalb des Rings: was sie dort hält und was sie hinausdrängt.",
        "place": "Berlin, Deutschland",
        "room": "Saatgutbibliothek, Lesesaal",
        "what_next": (
            "<ul><li>Auf der Warteliste geht es nach der Reihenfolge des Eingangs.</li>"
            "<li>Gibt jemand einen Platz zurück, gehört er sofort Ihnen, und wir schreiben Ihnen.</li></ul>"
        ),
    },
}
SCHOOL = {
    "en": {
        "page": {
            "kind": "School",
            "title": "Field school: reading the map of the urban edge",
            "slug": "reading-the-map-of-the-urban-edge",
            "summary": "Ten people from research and ten from planning offices walk one line, from the last tram stop to the first hay meadow.",
            "place": "Freiburg, Germany",
            "room": "Foresters’ House",
            "button": "Apply for a place",
            "thank_you": "<p>Thank you. Your place is held until we have decided.</p>",
            "what_next": (
                "<ul><li>Two people read every application, one from a university and one from a district.</li>"
                "<li>You hear from us within three weeks, in any case.</li></ul>"
            ),
        },
        "asked": {
            "side": "Where do you work?",
            "sides": ["In research", "In an office or a council", "Somewhere between"],
            "work": "What are you working on?",
            "hint": "Three or four sentences are enough. We look for people who will not agree with each other at once.",
        },
    },
    "de": {
        "page": {
            "kind": "Kurs",
            "title": "Feldschule: die Karte des Stadtrands lesen",
            "slug": "die-karte-des-stadtrands-lesen",
            "summary": "Zehn aus der Forschung und zehn aus Planungsämtern gehen eine Linie ab, von der letzten Haltestelle bis zur ersten Heuwiese.",
            "place": "Freiburg, Deutschland",
            "room": "Forsthaus",
            "button": "Um einen Platz bewerben",
            "thank_you": "<p>Danke. Ihr Platz ist freigehalten, bis wir entschieden haben.</p>",
            "what_next": (
                "<ul><li>Jede Bewerbung lesen zwei Personen, eine aus einer Hochschule und eine aus einem Landkreis.</li>"
                "<li>Sie hören binnen drei Wochen von uns, in jedem Fall.</li></ul>"
            ),
        },
        "asked": {
            "side": "Wo arbeiten Sie?",
            "sides": ["In der Forschung", "In einem Amt oder Rat", "Irgendwo dazwischen"],
            "work": "Woran arbeiten Sie?",
            "hint": "Drei oder vier Sätze genügen. Wir suchen Menschen, die sich nicht sofort einig sind.",
        },
    },
}
CONFERENCE = {
    "en": {
        "kind": "Conference",
        "title": "Water at the edge of the city",
        "slug": "water-at-the-edge",
        "summary": "Wells, drains and wetlands do not end at the boundary stone. Three days on managing them together.",
        "place": "Kisumu, Kenya",
    },
    "de": {
        "kind": "Konferenz",
        "title": "Wasser am Rand der Stadt",
        "slug": "wasser-am-stadtrand",
        "summary": "Brunnen, Gräben und Feuchtgebiete enden nicht am Grenzstein. Drei Tage darüber, wie man sie gemeinsam verwaltet.",
        "place": "Kisumu, Kenia",
    },
}
TEXTS = {
    "workshop": {
        "en": (
            "<p>Within the ring road of Berlin some forty holdings still grow vegetables for sale. Most rent by the year. The workshop sits "
            "around one table for one afternoon, with four of these growers, the land registry and two people who plan markets.</p>"
            "<p>Eight seats, because that is how many the table has. What is found out appears here within four weeks.</p>"
        ),
        "de": (
            "<p>Innerhalb des Berliner Rings ziehen noch rund vierzig Betriebe Gemüse für den Verkauf. Die meisten pachten von Jahr zu Jahr. "
            "Der Workshop sitzt einen Nachmittag lang um einen Tisch, mit vier von ihnen, dem Katasteramt und zwei Personen, die Märkte "
            "planen.</p>"
            "<p>Acht Plätze, weil der Tisch nicht mehr hat. Was herauskommt, steht binnen vier Wochen hier.</p>"
        ),
    },
    "school": {
        "en": (
            "<p>One line, nine kilometres long, five days. Each morning begins where the last evening ended, with a map of a different kind: "
            "soil, rent, bus, water, and on the last day the one that the group has drawn.</p>"
            "<p>No lectures. Whoever knows something about the place where the group stands says it there. Lodging and meals are paid for; "
            "travel grants can be asked for after acceptance.</p>"
        ),
        "de": (
            "<p>Eine Linie, neun Kilometer lang, fünf Tage. Jeder Morgen beginnt, wo der letzte Abend aufgehört hat, mit einer Karte anderer "
            "Art: Boden, Miete, Bus, Wasser, und am letzten Tag mit der, die die Gruppe gezeichnet hat.</p>"
            "<p>Keine Vorträge. Wer etwas über den Ort weiß, an dem die Gruppe steht, sagt es dort. Unterkunft und Essen sind bezahlt; "
            "Reisekosten lassen sich nach der Zusage beantragen.</p>"
        ),
    },
    "conference": {
        "en": (
            "<p>Kisumu draws its water from the lake and gives it back a few streets further on. Between the two lie wetlands that filter "
            "it for nothing, as long as nobody builds there.</p>"
            "<p>The first day belongs to the people who run pumps and drains, the second to those who study them, the third to a joint list "
            "of what could be done with the staff and the money there are.</p>"
        ),
        "de": (
            "<p>Kisumu holt sein Wasser aus dem See und gibt es ein paar Straßen weiter zurück. Dazwischen liegen Feuchtgebiete, die es "
            "umsonst reinigen, solange dort niemand baut.</p>"
            "<p>Der erste Tag gehört denen, die Pumpen und Gräben betreiben, der zweite denen, die sie erforschen, der dritte einer "
            "gemeinsamen Liste dessen, was mit dem vorhandenen Personal und Geld zu schaffen ist.</p>"
        ),
    },
}
