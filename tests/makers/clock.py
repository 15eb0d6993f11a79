"""How the cost of a piece of work grows, by the clock of the processor: other processes do not change it much."""

from collections.abc import Callable
from time import process_time
from typing import TypeVar

Made = TypeVar("Made")


def is_linear(work: Callable[[Made], object], make: Callable[[int], Made], size: int, least: float = 0.004) -> bool:
    """Tell whether *work* on what is four times as large takes less than nine times as long; a square is sixteen.

    A cost below *least* seconds is taken for *least*: shorter ones are noise.
    """

    def cost(size: int) -> float:
        made = make(size)
        start = process_time()
        work(made)
        return process_time() - start

    small = max(min(cost(size) for _ in range(2)), least)
    return any(cost(4 * size) < 9 * small for _ in range(3))
