"""Back-off: waits that double, up to the longest."""

import pytest

from mien_protocol.backoff import Backoff

pytestmark = pytest.mark.unit


def test_waits_double_up_to_the_longest():
    backoff = Backoff(0.5, 6.0)
    assert [backoff.next_s() for _ in range(6)] == [0.5, 1.0, 2.0, 4.0, 6.0, 6.0]


def test_after_a_success_the_first_wait_comes_again():
    backoff = Backoff()
    assert (backoff.next_s(), backoff.next_s()) == (1.0, 2.0)
    backoff.reset()
    assert backoff.next_s() == 1.0
