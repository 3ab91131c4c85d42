"""The content of the demo: a small network with its pages, statements and registrations, in two languages.

Everything is made through the public API, so that it is what an editor and visitors would have made.
"""

from django.db import transaction

from convene_site.demo.groups import make_groups
from convene_site.home.models import HomePage

from . import coming, consensus, contact, dialogue, endorsing, frame, home, lists, past, reading, statements, visitors


def build() -> bool:
    """Make the demo site in place of Wagtail's welcome page and tell whether that was done.

    A site that has a start page is left as it is. Either everything is made or nothing.
    """
    if HomePage.objects.exists():
        return False
    with transaction.atomic():
        homes = home.found()
        listed = lists.build(homes)
        policies = reading.build(homes)
        library = statements.build(policies["privacy"])
        asked = contact.build(homes, policies, library)
        agreed = consensus.build(listed["declarations"])
        hosts = build_events(listed["events"], policies["privacy"], library, agreed)
        agreed = endorsing.build(agreed, policies["privacy"])
        home.furnish(homes, hosts["dialogue"], agreed)
        frame.build(homes, listed, asked, policies)
        make_groups(list(homes.values()))
        visitors.register({**hosts, "contact": asked})
    return True


def build_events(events, privacy_notice, library, agreed):
    """Return the coming events by their name in the demo; the past ones are made, too."""
    past.build_workshop(events)
    consensus.adopted_at(agreed, past.build_forum(events, agreed))
    return {
        "dialogue": dialogue.build(events, privacy_notice, library, agreed),
        **coming.build(events, privacy_notice, library),
    }
