"""What ports/clock.py promises."""

from datetime import timedelta

import pytest

from emergence.backends import clock as system


def test_it_is_now_in_utc():
    assert system.SystemClock().now().utcoffset() == timedelta(0)


def test_ids_sort_by_the_time_of_their_making_and_never_repeat():
    clock = system.SystemClock()
    made = [clock.new_id() for _ in range(100_000)]
    assert made == sorted(set(made))
    assert {len(name) for name in made} == {32}


def test_ids_stay_in_order_when_the_wall_clock_goes_back(monkeypatch: pytest.MonkeyPatch):
    clock = system.SystemClock()
    before = clock.new_id()
    monkeypatch.setattr(system.time, "time_ns", lambda: 10**18)
    assert clock.new_id() > before
