"""Pages that are not for everybody: asked for a password or a login in the site's own look, with nothing of the page shown."""

import pytest
from convene_site.home.models import StandardPage
from django.contrib.auth import get_user_model
from wagtail.models import PageViewRestriction


@pytest.fixture
def tables(home):
    """Return a page that no menu names."""
    return home.add_child(instance=StandardPage(title="Tide tables", slug="tables", lead="High water at nine."))


@pytest.fixture
def secret(tables):
    PageViewRestriction.objects.create(page=tables, restriction_type="password", password="reed-bed")
    return tables


@pytest.fixture
def inner(tables):
    PageViewRestriction.objects.create(page=tables, restriction_type="login")
    return tables


def body_of(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_page_with_a_password_shows_a_door_and_nothing_else(client, settings_of_site, secret):
    answer = client.get(secret.url)

    assert "This page has a password" in body_of(answer)
    assert secret.title not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_wrong_password_is_told_and_the_right_one_opens(client, settings_of_site, secret):
    door = client.get(secret.url).context
    wrong = client.post(door["action_url"], {"password": "quay", "return_url": secret.url})

    assert 'href="#id_password"' in body_of(wrong)
    assert "not correct" in body_of(wrong)
    assert 'value="quay"' not in body_of(wrong)
    opened = client.post(door["action_url"], {"password": "reed-bed", "return_url": secret.url}, follow=True)
    assert (opened.redirect_chain, "High water at nine." in body_of(opened)) == ([(secret.url, 302)], True)


def test_password_leads_to_no_other_site(client, settings_of_site, secret):
    door = client.get(secret.url).context
    answer = client.post(door["action_url"], {"password": "reed-bed", "return_url": "https://elsewhere.example/"})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_page_for_accounts_asks_to_log_in_and_opens(client, settings_of_site, inner):
    get_user_model().objects.create_user("reader", "reader@field.example", "reeds-and-tides")
    door = client.get(inner.url, follow=True)
    wrong = client.post("/_util/login/", {"username": "reader", "password": "quay", "next": inner.url})
    right = client.post("/_util/login/", {"username": "reader", "password": "reeds-and-tides", "next": inner.url}, follow=True)

    assert "Log in to see this page" in body_of(door)
    assert inner.title not in door.content.decode()
    assert ("There is a problem" in body_of(wrong), 'value="quay"' in body_of(wrong)) == (True, False)
    assert "High water at nine." in body_of(right)


def test_account_that_may_not_see_a_page_is_told(client, settings_of_site, tables):
    PageViewRestriction.objects.create(page=tables, restriction_type="groups")
    client.force_login(get_user_model().objects.create_user("reader", "reader@field.example", "reeds-and-tides"))

    assert "not open to the account you are logged in with" in body_of(client.get(tables.url, follow=True))


def test_login_without_a_page_leads_home(client, settings_of_site, home):
    get_user_model().objects.create_user("reader", "reader@field.example", "reeds-and-tides")

    assert client.post("/_util/login/", {"username": "reader", "password": "reeds-and-tides"})["Location"] == "/"
