"""What every test may ask for: a seed, the two legs, the long runs."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# The sync Playwright keeps an event loop in the test's thread; Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="add the long runs")


def pytest_configure(config):
    """Let generated cases be the same in each normal run, so that it is red for everybody or for nobody; long runs look for new ones."""
    settings.register_profile("same", derandomize=True)
    settings.register_profile("new", max_examples=500)
    settings.load_profile("new" if config.getoption("--long") else "same")


# What starts servers and browsers comes first: at the end of a run no process is left alone with a long module.
FIRST = ("quality", "reliability", "localize", "journeys", "site", "eventpages")


def rank(item):
    folder = item.path.relative_to(ROOT / "tests").parts[0]
    return FIRST.index(folder) if folder in FIRST else len(FIRST)


def pytest_collection_modifyitems(config, items):
    """Begin with what takes longest. Without ``--long`` the long runs are not collected at all, so that none is reported as skipped."""
    items.sort(key=rank)
    if config.getoption("--long"):
        return
    kept = [item for item in items if "long" not in item.keywords]
    config.hook.pytest_deselected(items=[item for item in items if "long" in item.keywords])
    items[:] = kept


def pytest_collection_finish():
    """Keep the collector away from the modules that were loaded: looking through them again took an eighth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def figure(record_property):
    """Return a function that puts a measured figure into the summary of the run, whichever worker measured it."""
    return lambda text: record_property("figure", text)


def pytest_terminal_summary(terminalreporter):
    """Print the figures that the tests measured, before the closing line."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    figures = [text for report in reports for name, text in report.user_properties if name == "figure"]
    if figures:
        terminalreporter.section("figures")
        terminalreporter.write("\n".join(sorted(figures)) + "\n")


@pytest.fixture(scope="session")
def root():
    """Return the folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds():
    """Return the folder of the real texts, or None where they are not."""
    folder = os.environ.get("CONVENE_SEEDS")
    return Path(folder) if folder else None


# Without these the browser looks for hosts of its maker at every start.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """Return a real browser, one for each worker."""
    from django.db import connections
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)
    program = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        yield found
        # Playwright's event loop has a connection of its own, which nobody sees afterwards: PostgreSQL would keep the test database.
        connections.close_all()
        found.close()
