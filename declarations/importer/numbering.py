"""The order of the points: put right where the numbers leave no doubt, otherwise told."""

from collections import Counter
from itertools import pairwise

from declarations.importer.draft import Region
from declarations.importer.reading import Flag


def put_in_order(regions: list[Region]) -> tuple[list[Region], list[Flag]]:
    """Return the points in the order of their numbers where each number occurs once; else as they stand."""
    numbers = [region.number for region in regions]
    descents = [(before, after) for before, after in pairwise(regions) if before.number > after.number > 0]
    if not descents:
        return regions, []
    if len(set(numbers)) == len(numbers) and all(numbers):
        order = ", ".join(str(number) for number in numbers)
        return sorted(regions, key=lambda region: region.number), [Flag("points_reordered", descents[0][1].point.first, {"order": order})]
    return regions, [
        Flag("points_out_of_order", after.point.first, {"number": after.number, "before": before.number}) for before, after in descents
    ]


def check_numbers(regions: list[Region]) -> list[Flag]:
    """Return a flag for each number that is missing or occurs more than once."""
    flags: list[Flag] = []
    seen: Counter[int] = Counter()
    highest = 0
    for region in sorted(regions, key=lambda region: region.number):
        number, line = region.number, region.point.first
        if not number:
            continue
        flags += [Flag("missing_number", line, {"number": missing}) for missing in range(highest + 1, number)]
        flags += [Flag("duplicate_number", line, {"number": number})] if seen[number] == 1 else []
        seen[number] += 1
        highest = max(highest, number)
    return flags
