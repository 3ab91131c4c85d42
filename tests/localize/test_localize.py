"""Whoever translates with wagtail-localize has the same promises. It needs settings of its own, so it runs in a process of its own."""

import os
import subprocess
import sys


def test_event_translated_with_wagtail_localize_shares_one_room(root, tmp_path):
    environment = {**os.environ, "CONVENE_TEST_VAR": str(tmp_path), "PYTHONPATH": f"{root}{os.pathsep}{root / 'site'}"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--ds=tests.localize.settings", "tests/localize/smoke.py"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert "1 passed" in run.stdout, run.stdout + run.stderr
