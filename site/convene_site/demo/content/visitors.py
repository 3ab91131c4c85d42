"""What visitors sent: registrations with different answers, consents and outcomes, and two messages.

Nobody of them exists: their names are numbers and their addresses lead nowhere.
"""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils import translation

from forms_ext.actions import CancelAction, DecideAction, Decision, SubmitAction, WithdrawConsentAction
from forms_ext.models import Submission
from forms_ext.schema.frozen import questions
from forms_ext.schema.questions import AnswerForm, html_name
from forms_ext.schema.ticket import read

from .parts import key
from .tree import Pages

WALK, VISIT = key("dialogue/walk"), key("dialogue/visit")
NUMBERS = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
    "Twenty-One",
    "Twenty-Two",
    "Twenty-Three",
    "Twenty-Four",
]


@dataclass(frozen=True)
class Visitor:
    """One visitor.

    :param number: makes the name and the address.
    :param photographs: the answer to the consent, where it is asked.
    :param option: which of the options of a choice, counted from 0.
    :param joins: the side events.
    :param writes: the answer to the long question.
    """

    number: int
    language: str = "en"
    organisation: str = ""
    photographs: bool = True
    option: int = 0
    joins: tuple[str, ...] = field(default=())
    writes: str = ""

    def answer(self, spec: dict):
        """Return the answer to one question as a browser would send it; None for none."""
        name = NUMBERS[self.number]
        answers = {
            "full_name": f"Visitor {name}",
            "email": f"visitor{self.number}@visitor.example",
            "organisation": self.organisation,
            "attendance": list(self.joins),
            "long_text": self.writes,
            "consent": "yes" if self.photographs else "no",
            "acknowledgement": "yes",
        }
        return spec["options"][self.option]["key"] if spec["kind"] == "choice" else answers[spec["kind"]]


def send(host: Pages, visitor: Visitor) -> Submission:
    """Fill in the form of ``host`` in the language of ``visitor`` and send it."""
    page = host[visitor.language]
    with translation.override(visitor.language):
        form = page.form()
        data = QueryDict(mutable=True)
        for spec in questions(form.frozen):
            answer = visitor.answer(spec)
            data.setlist(html_name(spec["key"]), answer if isinstance(answer, list) else [answer])
        filled = AnswerForm(form.frozen, ticket=form.ticket, action=form.action, data=data, pools=page.live_pools)
        if not filled.is_valid():
            raise ValueError(f"{page}: {filled.errors.as_text()}")
        return SubmitAction(page, form.frozen, filled.answers, read(form.ticket)).execute()


def to_dialogue(host: Pages):
    """Send the registrations of the dialogue: accepted at once; one consent is withdrawn later, one registration cancelled."""
    send(host, Visitor(1, organisation="Growers’ Guild of the Lagoon", joins=(WALK, VISIT)))
    send(host, Visitor(2, organisation="Office for Metropolitan Land", photographs=False, joins=(WALK,), writes="A seat near the door."))
    send(host, Visitor(3, language="de", organisation="Runder Tisch der Landkreise", joins=(VISIT,)))
    withdrawing = send(host, Visitor(4, option=1))
    WithdrawConsentAction(withdrawing.consents.get()).execute()
    send(host, Visitor(5, language="de", photographs=False, option=1, writes="Untertitel, wenn möglich."))
    send(host, Visitor(6, organisation="Lake Victoria Planning School", joins=(WALK, VISIT), writes="No fish, please."))
    CancelAction(send(host, Visitor(7, joins=(WALK,)))).execute()
    send(host, Visitor(8, organisation="Chair of Landscape and Settlement", joins=(VISIT,)))


def to_workshop(host: Pages):
    """Fill the seats of the workshop; two more people wait."""
    for number in range(9, 19):
        send(host, Visitor(number, language="de" if number % 3 else "en"))


def to_school(host: Pages):
    """Send applications to the school: one accepted, one declined, three to be decided."""
    accepted = send(host, Visitor(19, option=1, writes="Bus stops beyond the last house, and who decides that there is one."))
    send(host, Visitor(20, writes="Soil under car parks. I would like to know what happens when one is given up.", photographs=False))
    declined = send(host, Visitor(21, option=2, writes="I run a travel agency and would like to offer the route as a tour."))
    send(host, Visitor(22, language="de", writes="Pachtverträge, die zu kurz sind, um Bäume zu pflanzen.", option=1))
    send(host, Visitor(23, language="de", writes="Wie Hochwasserkarten in Bebauungspläne kommen, und wie nicht.", photographs=False))
    DecideAction(accepted, Decision.ACCEPT).execute()
    reason = "The places are for people who do research or plan for a public body. Your question fits the dialogue better."
    DecideAction(declined, Decision.DECLINE, reason=reason).execute()


def register(hosts: dict[str, Pages]):
    """Send everything."""
    to_dialogue(hosts["dialogue"])
    to_workshop(hosts["workshop"])
    to_school(hosts["school"])
    send(hosts["contact"], Visitor(24, option=2, writes="The list of events does not tell me which of them have lunch."))
