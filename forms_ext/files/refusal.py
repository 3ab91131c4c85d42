"""Why a file is not taken."""


class Refused(ValueError):
    """The file cannot be kept; the message is a sentence for the visitor."""
