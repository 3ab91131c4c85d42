"""Declarations: texts with numbered points that stay citable."""
