"""A file that was sent and is kept until the form is complete: named by a signed text in a hidden input.

It spares a visitor from choosing the file again after an error elsewhere in the form.
"""

from typing import Any

from django.core import signing

SALT = "convene.kept-file"
# As long as a file that no submission took is kept; see ``LOOSE_FILE_HOURS``.
SECONDS = 24 * 3600


def sign(upload: Any) -> str:
    """Return the text of the hidden input for a kept :class:`forms_ext.models.Upload`."""
    return signing.dumps([upload.field_key, str(upload.pk), upload.name, upload.size, upload.sha256], salt=SALT)


def read(text: str, field_key: str) -> dict[str, Any] | None:
    """Return the answer that the text stands for; None where it is forged, too old or of another question."""
    try:
        asked, upload, name, size, sha256 = signing.loads(text, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return {"upload": upload, "name": name, "size": size, "sha256": sha256} if asked == field_key else None


def without_uploads(answers: dict[str, Any]) -> dict[str, Any]:
    """Return ``answers`` with files named by their content alone: the same file sent twice is the same answer."""
    return {
        key: {name: value for name, value in answer.items() if name != "upload"} if isinstance(answer, dict) else answer
        for key, answer in answers.items()
    }
