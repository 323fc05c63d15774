"""Times and memory of one measurement. Seconds inside, milliseconds where they are shown."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """How long each call took, and how long all of them together (calls may overlap), in seconds."""

    seconds: tuple[float, ...]
    wall: float

    @property
    def rate(self) -> float:
        """Calls in a second."""
        return len(self.seconds) / self.wall

    @property
    def p50(self) -> float:
        """The median in milliseconds."""
        return self._share(0.50)

    @property
    def p99(self) -> float:
        """The time in milliseconds that 99 of 100 calls stay within; with fewer than 100 calls the slowest."""
        return self._share(0.99)

    def _share(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def repeated(call: Callable[[], object], times: int, *, within: float) -> Timed:
    """Call one after the other, ``times`` times or until ``within`` seconds are over; once at least."""
    return shared_out(lambda _: call(), times, threads=1, within=within)


def shared_out(call: Callable[[int], object], times: int, *, threads: int, within: float) -> Timed:
    """Calls with the numbers 0 … ``times`` - 1, taken by ``threads`` threads as they become free.

    The first error of a thread is raised when all have ended. No new call begins after ``within`` seconds.
    """
    numbers, turn = iter(range(times)), threading.Lock()
    taken: list[float] = []
    failures: list[BaseException] = []
    begun = time.perf_counter()

    def work() -> None:
        try:
            while not failures and (not taken or time.perf_counter() - begun < within):
                with turn:
                    number = next(numbers, None)
                if number is None:
                    return
                start = time.perf_counter()
                call(number)
                taken.append(time.perf_counter() - start)
        except BaseException as failure:  # noqa: BLE001 - carried over to the caller's thread
            failures.append(failure)
        finally:
            _put_down(threads)

    if threads == 1:
        work()
    else:
        crew = [threading.Thread(target=work) for _ in range(threads)]
        for each in crew:
            each.start()
        for each in crew:
            each.join()
    if failures:
        raise failures[0]
    return Timed(tuple(taken), time.perf_counter() - begun)


def _put_down(threads: int) -> None:
    """A thread that ends closes its own connection to the database."""
    if threads > 1:
        from django.db import connections

        connections.close_all()


def peak_megabytes() -> float:
    """The largest resident memory of this process so far, in MB (10⁶ bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
