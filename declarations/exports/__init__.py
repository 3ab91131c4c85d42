"""A declaration as files: for citing, for machines, for reading elsewhere. One format per file; nothing here knows of HTTP."""
