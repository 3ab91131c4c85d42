"""A permanent address as a square code, for paper."""

from functools import lru_cache

import segno


@lru_cache(maxsize=4096)
def qr_svg(address: str) -> str:
    """Return the code as SVG to be put into a page: no colours of its own but black, no style, no script."""
    made = segno.make(address, micro=False, error="m")
    return made.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=2, dark="#000")


@lru_cache(maxsize=1024)
def qr_data(address: str) -> str:
    """Return the code as the address of an image, for a file that may not ask for any."""
    return segno.make(address, micro=False, error="m").svg_data_uri(omitsize=True, border=2)
