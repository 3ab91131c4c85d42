"""The benchmark itself works: a few sendings with few rows. What it measures is printed by ``bin/bench``."""

import os
import subprocess
import sys


def test_bench_prints_every_figure(root):
    command = [sys.executable, "-m", "tests.bench", "--posts", "3", "--rows", "20,40", "--mail-ms", "1"]
    environment = {**os.environ, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": ""}

    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    lines = [line.removeprefix("sqlite: ") for line in done.stdout.splitlines()]
    starts = [
        "our form",
        "stock form, one mail",
        "stock form, nobody",
        "ours takes",
        "16 at once, two workers with  1",
        "16 at once, two workers with 16",
    ]
    starts += ["     20 stored", "     40 stored", "40 over 20", "40 in one event, places limited", "40 in one event, places unlimited"]
    assert [line.startswith(start) for line, start in zip(lines, starts, strict=True)] == [True] * len(starts)
