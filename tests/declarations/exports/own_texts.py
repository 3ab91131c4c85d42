"""Texts of our own in five languages, four ways of numbering, with and without headings and sub-points."""

from declarations.ordinals import lead_in

from .editions import edition, point


def text(title, language, style, parts):
    """Return an edition; ``parts`` are pairs of a kind and what it holds, the points numbered in their order."""
    made, counted = [], 0
    for kind, *held in parts:
        if kind == "point":
            counted += 1
            heading, paragraphs, *subpoints = held
            html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            number = lead_in(counted, style, language)
            made.append(point(f"{language}-{counted}", html, number, heading, [f"<p>{sub}</p>" for sub in (subpoints or [[]])[0]]))
        elif kind in {"enacting", "crossheading"}:
            made.append({"kind": kind, "text": held[0]})
        else:
            made.append({"kind": kind, "text": f"<p>{held[0]}</p>"})
    return edition(made, title=title, language=language, style=style)


ENGLISH = text(
    "Ferry Landing Statement",
    "en",
    "ordinal",
    [
        ("preamble", "The ferry towns of the estuary met for three days at the old customs house and walked both banks at low water."),
        ("preamble", "They heard pilots, net makers and teachers, and read the tide books of the past ninety years together."),
        ("enacting", "The ferry towns have agreed on the following points:"),
        ("point", "", ["every landing keeps a bench, a roof and a lamp, so that nobody waits in the dark for a boat that is late."]),
        ("point", "", ["timetables are made with the schools and the markets, and they are changed only once a year, in autumn."]),
        (
            "point",
            "",
            [
                "the mud beside the landings belongs to birds and to children with rubber boots, and no car is parked on it, not even for a day.",
                "Where a car park stands there already, the towns will have taken it away before the second winter after this meeting.",
            ],
        ),
        ("point", "", ["fares are the same on both banks; what one bank spends more than the other is shared out at the end of the year."]),
        ("closing", "Done at the customs house on the last evening, and read aloud on both banks."),
    ],
)
GERMAN = text(
    "Mühlenbacher Erklärung",
    "de",
    "ordinal",
    [
        (
            "preamble",
            "Die Gemeinden am Mühlenbach haben einen Sommer lang gemessen, wie viel Wasser durch ihre Wehre geht und wie viel bleibt.",
        ),
        ("enacting", "Die Gemeinden haben Folgendes beschlossen:"),
        (
            "point",
            "",
            ["jedes Wehr bekommt einen Pegel, den alle lesen können, und ein Heft, in das jede Woche jemand den Stand einträgt."],
        ),
        ("point", "", ["wer am Oberlauf Wasser staut, sagt es drei Tage vorher denen am Unterlauf, und zwar am Brett vor der Bäckerei."]),
        ("point", "", ["alte Gräben werden nicht verfüllt, solange nicht zwei Gemeinden gemeinsam nachgesehen haben, wohin sie führen."]),
        ("point", "", ["die Schulen zählen jedes Frühjahr Molche und Libellen; ihre Zahlen stehen im Bericht an erster Stelle."]),
        ("closing", "Beschlossen im Gemeindehaus bei offenem Fenster."),
    ],
)
FRENCH = text(
    "Charte des haies",
    "fr",
    "article",
    [
        ("preamble", "Les communes du plateau ont compté leurs haies à pied, carte en main, pendant deux hivers de suite."),
        ("enacting", "Les communes conviennent de ce qui suit :"),
        ("point", "", ["Une haie arrachée est replantée la même année, deux fois plus longue, avec les essences du plateau."]),
        ("point", "", ["Les talus restent fermés aux machines du mois de mars au mois de juillet, quand les oiseaux nichent."]),
        ("point", "", ["Chaque commune tient un registre public de ses haies, que les écoles mettent à jour tous les trois ans."]),
        ("closing", "Fait à l’école du plateau, en un seul exemplaire."),
    ],
)
SPANISH = text(
    "Declaración de las acequias",
    "es",
    "roman",
    [
        ("preamble", "Los pueblos de la vega se reunieron junto a la acequia mayor después de la tercera sequía en diez años."),
        ("enacting", "Los pueblos acuerdan lo siguiente:"),
        ("point", "", ["El agua se reparte por turnos que se leen en voz alta el primer domingo de cada mes en la plaza."]),
        ("point", "", ["Nadie cubre una acequia sin haber escuchado antes a quienes riegan más abajo y a quienes la limpian."]),
        ("point", "", ["Los árboles de la orilla no se cortan; si uno cae, se plantan tres en el mismo lugar."]),
        ("point", "", ["Las cuentas de la comunidad son públicas y se explican a quien las pida, sin prisa."]),
    ],
)
NUMBERED = text(
    "Statement on Night Trains",
    "en",
    "arabic",
    [
        ("preamble", "Travellers and railway people met in a sleeping car that had been standing on a siding for eleven years."),
        ("enacting", "The meeting asks the railways to do the following:"),
        (
            "point",
            "",
            ["Night trains stop at stations where somebody is awake, which means:"],
            ["a waiting room with heating that is open until the train has left,", "a person who can say how late the train will be."],
        ),
        ("point", "", ["Bicycles travel in every night train, and a place for one costs less than a place for a person."]),
        ("point", "", ["Old carriages are repaired as long as their frames are sound, and nobody is told that they are too old."]),
        ("closing", "Signed in the sleeping car, by the light of its last working lamp."),
    ],
)
VIETNAMESE = text(
    "Tuyên bố Bến Sông",
    "vi",
    "ordinal",
    [
        ("preamble", "Các làng ven sông đã gặp nhau sau mùa nước lớn để xem lại bờ kè, chợ nổi và những con đường đất."),
        ("enacting", "Các làng đã thống nhất những điểm sau đây:"),
        ("point", "", ["mỗi bến sông giữ lại một khoảng đất trống cho nước, không ai xây nhà trên khoảng đất ấy."]),
        ("point", "", ["chợ nổi họp vào buổi sáng, và thuyền nhỏ được neo miễn phí ở cả hai bên bờ."]),
        ("point", "", ["trường học ghi mực nước mỗi tuần và đọc lại cho cả làng nghe vào cuối năm."]),
        ("closing", "Cuối cùng, các làng hẹn gặp lại ở bến sông vào mùa nước tới."),
    ],
)
LONG = text(
    "Statement of the Long Valley",
    "en",
    "ordinal",
    [
        (
            "preamble",
            "The villages of the long valley met eleven times, each time in another kitchen, and wrote down what they want to keep.",
        ),
        ("enacting", "The villages of the valley declare:"),
        *(
            step
            for number, thing in enumerate(
                ["orchards", "footpaths", "wells", "dry stone walls", "barns", "water meadows", "lanes", "bridges"]
            )
            for step in [
                *(
                    [("crossheading", "What grows and flows")]
                    if number == 0
                    else [("crossheading", "What was built")]
                    if number == 3
                    else []
                ),
                (
                    "point",
                    "",
                    [
                        f"the {thing} of the valley are counted by those who live beside them, and the list is read aloud once a year in every "
                        f"village. Whoever finds {thing} that nobody has counted yet may give them a name, and the name stays. ",
                        f"What is done to the {thing} is told before it is done, in the open air and in daylight, so that those can come who do "
                        "not like to speak in halls. A change that was not told is put back, however small it is and whoever made it.",
                    ],
                ),
            ]
        ),
        ("closing", "Done in the eleventh kitchen, while the bread was in the oven."),
    ],
)
ALL = {"long": LONG, "en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "numbers": NUMBERED, "vi": VIETNAMESE}
