"""Cover drawings: a hillside in contour lines turns into a town of streets, and one river runs through both.

The same slug always gives the same drawing, on every machine and with every Python: nothing but ``random()`` is drawn
from the generator, the one method whose sequence Python promises to keep.
"""

import hashlib
import itertools
import math
import random
from dataclasses import dataclass

WIDTH, HEIGHT = 1200, 480
GROUNDS = ("forest", "river", "clay")
CELL = 36
LEVELS = [step / 100 for step in range(8, 100, 10)]


@dataclass(frozen=True)
class Inks:
    """The colours of one drawing; ``ground`` is the token of the same cover in the style sheet."""

    ground: str
    line: str
    block: str
    roof: str
    water: str


INKS = {
    "forest": Inks(ground="#12382b", line="#7ccbaa", block="#f2c84b", roof="#e08a6d", water="#8ec7ee"),
    "river": Inks(ground="#123247", line="#8ec7ee", block="#f4f1e6", roof="#f2c84b", water="#7ccbaa"),
    "clay": Inks(ground="#4a2318", line="#f2a68d", block="#f2c84b", roof="#f4f1e6", water="#8ec7ee"),
}


def digest(slug):
    return hashlib.sha256(slug.encode()).digest()


def cover_ground(slug):
    """Return "forest", "river" or "clay": the ground of the drawing and the class of the hero that carries it."""
    return GROUNDS[int.from_bytes(digest(slug)[:8], "big") % 3]


def cover_svg(slug):
    """Return the drawing of ``slug`` as SVG, 1200 by 480 units, about 10 kB."""
    draw = Draw(digest(slug))
    ink = INKS[cover_ground(slug)]
    river = River(draw)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'preserveAspectRatio="xMaxYMid slice"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ink.ground}"/>',
        hillside(draw, river, ink),
        town(draw, river, ink),
        water(draw, river, ink),
        "</svg>",
    ]
    return "".join(parts)


class Draw:
    """Numbers drawn from a slug."""

    def __init__(self, seed):
        self.random = random.Random(int.from_bytes(seed, "big")).random  # noqa: S311 -- a drawing, not a secret

    def between(self, low, high):
        return low + (high - low) * self.random()

    def one_of(self, *choices):
        return choices[int(self.random() * len(choices))]


class River:
    """A course from edge to edge: for every x one y, so that land knows its distance to the water."""

    def __init__(self, draw):
        self.middle = HEIGHT * draw.between(0.42, 0.58)
        self.waves = [
            (HEIGHT * draw.between(0.1, 0.2) * draw.one_of(-1, 1), draw.between(0.9, 1.3), draw.between(0, 6.28)),
            (HEIGHT * draw.between(0.04, 0.09), draw.between(2.2, 3.1), draw.between(0, 6.28)),
        ]

    def at(self, x):
        turn = 2 * math.pi * x / WIDTH
        return self.middle + sum(height * math.sin(rate * turn + start) for height, rate, start in self.waves)

    def path(self):
        """Return the course as smooth cubic pieces through ten points."""
        step = (WIDTH + 80) / 10
        third = step / 3
        places = [-40 + step * number for number in range(11)]
        points = [(x, self.at(x), (self.at(x + 1) - self.at(x - 1)) / 2) for x in places]
        pieces = [f"M{points[0][0]:.0f} {points[0][1]:.0f}"]
        for (x, y, slope), (to_x, to_y, to_slope) in itertools.pairwise(points):
            leaving, arriving = y + slope * third, to_y - to_slope * third
            pieces.append(f"C{x + third:.0f} {leaving:.0f} {to_x - third:.0f} {arriving:.0f} {to_x:.0f} {to_y:.0f}")
        return "".join(pieces)


def place(steps):
    """Return the coordinate of a line of the grid, which begins two cells outside the drawing."""
    return (steps - 2) * CELL


def hills_of(draw):
    """Return three hills: middle, reach across and down, height."""
    return [
        (draw.between(0.02, 0.3) * WIDTH, draw.between(-0.1, 0.3) * HEIGHT, draw.between(150, 230), draw.between(110, 170), 1.0),
        (draw.between(0.1, 0.42) * WIDTH, draw.between(0.75, 1.1) * HEIGHT, draw.between(150, 240), draw.between(100, 160), 0.95),
        (draw.between(0.45, 0.62) * WIDTH, draw.one_of(0.05, 0.95) * HEIGHT, draw.between(90, 130), draw.between(80, 120), 0.55),
    ]


def heights(draw, river):
    """Return the heights of the land, 0 to about 1, on a grid whose rim of -1 closes every line outside the drawing."""
    hills = hills_of(draw)
    rate, start = draw.between(0.008, 0.014), draw.between(0, 6.28)
    columns, rows = WIDTH * 7 // 10 // CELL + 4, HEIGHT // CELL + 6

    def height(x, y):
        bend = 22 * math.sin(rate * (x + 2 * y) + start)
        land = sum(
            top * math.exp(-(((x - middle_x + bend) / wide) ** 2 + ((y - middle_y + bend) / deep) ** 2) / 2)
            for middle_x, middle_y, wide, deep, top in hills
        )
        valley = 1 - math.exp(-(((y - river.at(x)) / 75) ** 2))
        return land * valley * min(1.0, (place(columns) - CELL - x) / (7 * CELL))

    rim = [-1.0] * columns
    inner = [[-1.0, *(height(place(column), place(row)) for column in range(1, columns - 1)), -1.0] for row in range(1, rows - 1)]
    return [rim, *inner, rim]


def crossings(grid, level):
    """Return how the line of one level runs through the cells: each crossed edge with the edges it leads to."""
    leads = {}
    for row, (upper, lower) in enumerate(itertools.pairwise(grid)):
        for column in range(len(upper) - 1):
            corners = (upper[column], upper[column + 1], lower[column + 1], lower[column])
            if min(corners) >= level or max(corners) < level:
                continue
            edges = (("h", row, column), ("v", row, column + 1), ("h", row + 1, column), ("v", row, column))
            sides = zip(edges, corners, (*corners[1:], corners[0]), strict=True)
            met = [edge for edge, one, two in sides if (one < level) != (two < level)]
            for one, two in zip(met[::2], met[1::2], strict=True):
                leads.setdefault(one, []).append(two)
                leads.setdefault(two, []).append(one)
    return leads


def spot(grid, edge, level):
    """Return where the line of ``level`` crosses an edge of the grid."""
    kind, row, column = edge
    one = grid[row][column]
    two = grid[row][column + 1] if kind == "h" else grid[row + 1][column]
    part = (level - one) / (two - one)
    return (place(column + part), place(row)) if kind == "h" else (place(column), place(row + part))


def rings(grid, level):
    """Return the closed lines of one level, each a list of points."""
    leads = crossings(grid, level)
    found = []
    while leads:
        edge = next(iter(leads))
        ring = []
        while edge in leads:
            ring.append(spot(grid, edge, level))
            onward = leads.pop(edge)
            edge = next((other for other in onward if other in leads), None)
        if len(ring) > 5:
            found.append(ring)
    return found


def smooth(ring):
    """Return a closed line through the midpoints of every second point, in whole units and relative steps."""
    points = [(round(x), round(y)) for x, y in ring[::2]]
    middles = [((a[0] + b[0]) // 2, (a[1] + b[1]) // 2) for a, b in zip(points, points[1:] + points[:1], strict=True)]
    x, y = middles[-1]
    path = [f"M{x} {y}"]
    for (bend_x, bend_y), (to_x, to_y) in zip(points, middles, strict=True):
        path.append(f"q{bend_x - x} {bend_y - y} {to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return "".join(path) + "z"


def hillside(draw, river, ink):
    """Return the contour lines: every fourth is drawn stronger, as on a map, and each lifts the tint a little."""
    grid = heights(draw, river)
    lines = []
    for number, level in enumerate(LEVELS):
        path = "".join(smooth(ring) for ring in rings(grid, level))
        if path:
            strong = number % 4 == 2
            lines.append(f'<path d="{path}" stroke-width="{2 if strong else 1.1}" stroke-opacity="{".75" if strong else ".45"}"/>')
    return f'<g fill="{ink.line}" fill-opacity=".042" fill-rule="evenodd" stroke="{ink.line}">{"".join(lines)}</g>'


def plot(draw, x, y, width, height):
    """Return one block as a path: whole, or divided into two plots."""
    if draw.random() < 0.6:
        return f"M{x} {y}h{width}v{height}h-{width}z"
    part = round(width * draw.between(0.35, 0.65))
    rest = width - part - 3
    return f"M{x} {y}h{part}v{height}h-{part}zm{part + 3} 0h{rest}v{height}h-{rest}z"


def town(draw, river, ink):
    """Return the blocks on a turned grid: dense at the right, loose towards the hills, never in the water."""
    turn = math.radians(draw.between(6, 17) * draw.one_of(-1, 1))
    cos, sin = math.cos(turn), math.sin(turn)
    middle_x, middle_y = round(WIDTH * 0.84), HEIGHT // 2
    fills = {"lots": [], "plots": [], "roofs": []}
    x = WIDTH // 2
    while x < WIDTH * 1.2:
        width = draw.one_of(34, 46, 58)
        y = round(-HEIGHT * 0.3)
        while y < HEIGHT * 1.3:
            height = draw.one_of(24, 32, 40)
            over, down = x + width / 2 - middle_x, y + height / 2 - middle_y
            true_x, true_y = middle_x + over * cos - down * sin, middle_y + over * sin + down * cos
            inside = -30 < true_x < WIDTH + 30 and -25 < true_y < HEIGHT + 25
            if inside and abs(true_y - river.at(true_x)) > 42 and draw.random() < (true_x / WIDTH - 0.53) / 0.3:
                chance = draw.random()
                kind = "roofs" if chance < 0.07 else "plots" if chance < 0.58 else "lots"
                fills[kind].append(plot(draw, x, y, width - 7, height - 7))
            y += height
        x += width
    return (
        f'<g transform="rotate({math.degrees(turn):.1f} {middle_x} {middle_y})">'
        f'<path d="{"".join(fills["lots"])}" fill="none" stroke="{ink.block}" stroke-opacity=".42" stroke-width="1.2"/>'
        f'<path d="{"".join(fills["plots"])}" fill="{ink.block}" fill-opacity=".2"/>'
        f'<path d="{"".join(fills["roofs"])}" fill="{ink.roof}"/></g>'
    )


def water(draw, river, ink):
    """Return the river between its banks, and two bridges where the town crosses it."""
    course = river.path()
    bridges = []
    for place in (draw.between(0.68, 0.76), draw.between(0.86, 0.94)):
        x = WIDTH * place
        slope = river.at(x + 1) - river.at(x)
        length = math.hypot(1, slope)
        over, down = -slope / length * 19, 19 / length
        y = river.at(x)
        bridges.append(f"M{x - over:.0f} {y - down:.0f}L{x + over:.0f} {y + down:.0f}")
    return (
        f'<path d="{course}" fill="none" stroke="{ink.ground}" stroke-width="24"/>'
        f'<path d="{course}" fill="none" stroke="{ink.water}" stroke-width="9"/>'
        f'<path d="{"".join(bridges)}" stroke="{ink.ground}" stroke-width="9"/>'
        f'<path d="{"".join(bridges)}" stroke="{ink.block}" stroke-width="3"/>'
    )
