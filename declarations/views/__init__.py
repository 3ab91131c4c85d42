"""Permanent links of points, and the import of a text in the editor."""
