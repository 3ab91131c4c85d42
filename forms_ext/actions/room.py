"""The places of one host, read once while its lock is held: nobody else can change them meanwhile."""

from dataclasses import dataclass, field

from django.db.models import Sum

from forms_ext.models import Claim, Pool


@dataclass
class Room:
    """All pools of a host by item, the one of the host itself first, and what was counted in them."""

    pools: dict[str, Pool]
    _counts: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, host_key) -> "Room":
        """Read the pools of a host; inside its lock."""
        return cls({pool.item: pool for pool in Pool.objects.of_host(host_key).with_turns()})

    @property
    def main(self) -> Pool:
        """Return the places of the host itself."""
        return self.pools[""]

    @property
    def stirs(self) -> bool:
        """Tell whether anybody waits, is offered or may get something back anywhere in it."""
        return any(pool.stirs for pool in self.pools.values())

    def count(self) -> dict[int, int]:
        """Count how many places are held now in each pool with a limit."""
        limited = [pool.pk for pool in self.pools.values() if pool.capacity is not None]
        claims = Claim.objects.holding() if self.stirs else Claim.objects.taken()
        counted = claims.filter(pool__in=limited).values_list("pool").annotate(Sum("places"))
        return dict.fromkeys(limited, 0) | dict(counted)

    def taken(self, pool: Pool) -> int:
        """Return how many places of a pool with a limit are held; all are counted at once, and once."""
        self._counts = self._counts or self.count()
        return self._counts[pool.pk]

    def left(self, pool: Pool) -> int | None:
        """Return how many places are left; None without a limit, where nobody has to count."""
        return None if pool.capacity is None else pool.left(self.taken(pool))

    def count_again(self):
        """Forget what was counted: places were given or freed."""
        self._counts = {}
