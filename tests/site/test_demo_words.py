"""The words of the project are its own: no run of letters is shared with the texts that it was made for."""

import subprocess

# Shorter runs occur in any two texts on the same matter.
RUN = 60


def plain(text):
    """Return the letters of a text as they would be compared by a reader: in one line, without capital letters."""
    return " ".join(text.split()).casefold()


def runs_of(texts):
    return {text[start : start + RUN] for text in map(plain, texts) for start in range(len(text) - RUN + 1)}


def shared(sources, targets):
    """Return the names of the ``targets`` that share a run of 60 letters with one of the ``sources``."""
    runs = runs_of(sources)
    return [name for name, text in targets.items() if not runs.isdisjoint(runs_of([text]))]


def tracked_texts(root, *below):
    """Return the text files of the checkout by name."""
    listed = subprocess.run(["git", "ls-files", "-z", "--", *below], cwd=root, capture_output=True, check=True).stdout.decode()
    found = {}
    for name in filter(None, listed.split("\0")):
        try:
            found[name] = (root / name).read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return found


def test_no_sentence_of_the_seeds_is_in_the_project(root, seeds):
    """Without the seeds, the texts of the importer's tests stand in for them and the demo for the project."""
    if seeds is None:
        sources, targets = tracked_texts(root, "tests/declarations/texts"), tracked_texts(root, "site/convene_site/demo")
    else:
        sources, targets = {path.name: path.read_text() for path in sorted(seeds.glob("*.txt"))}, tracked_texts(root)

    assert len(runs_of(sources.values())) > 1000
    assert len(targets) > 10
    assert shared(sources.values(), targets) == []


def test_a_copied_sentence_is_found(root):
    sources = tracked_texts(root, "tests/declarations/texts")
    name, source = max(sources.items(), key=lambda item: len(item[1]))
    copied = "\n".join(["Something of our own.", *source.upper().split()[20:45], "And more."])

    assert shared([source], {"page": copied, "other": "Nothing of it."}) == ["page"]
    assert name in sources
