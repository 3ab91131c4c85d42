"""A form as it was shown: frozen wording, the ticket that names it, the questions asked from it."""
