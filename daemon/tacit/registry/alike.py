"""All pairs of many sets that have at least half of what either holds in common."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil

from tacit.registry.likeness import ALIKE, jaccard

# What so many sets begin with is a form's wording, not theirs.
_COMMON = 200


def alike(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Places of the pairs with a Jaccard index of at least `ALIKE`, the smaller place first.

    Prefix filtering (Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search"): of
    sets in the order of their rarest members, two that are alike share one of the first few, so
    that thousands are compared without looking at each pair.
    """
    held = Counter(member for one in sets for member in one)
    holders: dict[str, list[int]] = {}
    for place, one in enumerate(sets):
        rarest = sorted(one, key=lambda member: (held[member], member))
        begins = rarest[: len(one) - ceil(ALIKE * len(one)) + 1]
        near = {other for member in begins for other in holders.get(member, ())}
        for other in sorted(near):
            if jaccard(sets[other], one) >= ALIKE:
                yield other, place
        for member in begins:
            known = holders.setdefault(member, [])
            if len(known) < _COMMON:
                known.append(place)
