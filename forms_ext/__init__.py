"""Forms on pages, honest consents, places and waiting lists, the desk."""
