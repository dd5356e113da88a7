import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_protocol.clock import ClockOffset
from mien_protocol.errors import ProtocolError

pytestmark = pytest.mark.prop

TIMES = st.integers(-(10**18), 10**18)
DELAYS = st.integers(0, 10**9)


def ping(clock, offset_ns, sent_ns, there_ns, held_ns, back_ns):
    """One ping of a daemon whose clock is `offset_ns` ahead."""
    received_ns = sent_ns + there_ns + offset_ns
    clock.add(sent_ns, received_ns, received_ns + held_ns, sent_ns + there_ns + held_ns + back_ns)


@given(TIMES, TIMES, DELAYS, DELAYS)
def test_symmetric_pings_tell_the_offset_exactly(offset_ns, sent_ns, delay_ns, held_ns):
    clock = ClockOffset()
    ping(clock, offset_ns, sent_ns, delay_ns, held_ns, delay_ns)
    assert clock.offset_ns == offset_ns
    assert clock.round_trip_ns == 2 * delay_ns


@given(TIMES, TIMES, st.lists(st.tuples(DELAYS, DELAYS, DELAYS), min_size=1, max_size=12))
def test_the_error_is_at_most_half_the_shortest_of_the_last_eight(offset_ns, sent_ns, pings):
    clock = ClockOffset()
    for there_ns, held_ns, back_ns in pings:
        ping(clock, offset_ns, sent_ns, there_ns, held_ns, back_ns)
    assert clock.round_trip_ns == min(there_ns + back_ns for there_ns, _, back_ns in pings[-8:])
    # Half a nanosecond is rounded.
    assert abs(clock.offset_ns - offset_ns) <= clock.round_trip_ns / 2 + 1


@given(TIMES, TIMES)
def test_there_and_back_is_the_same_time(offset_ns, time_ns):
    clock = ClockOffset()
    ping(clock, offset_ns, 0, 5, 5, 5)
    assert clock.to_client_ns(clock.to_daemon_ns(time_ns)) == time_ns
    assert clock.to_daemon_ns(time_ns) == time_ns + offset_ns


def test_before_the_first_ping_nothing_is_known():
    clock = ClockOffset()
    assert not clock.known
    with pytest.raises(ValueError, match="not known before the first ping"):
        _ = clock.offset_ns
    ping(clock, 1, 2, 3, 4, 5)
    assert clock.known


@pytest.mark.parametrize("times", [(0, 10, 30, 19), (0, 10, 9, 100), (10, 0, 0, 9)])
def test_times_that_cannot_be_are_refused_and_forgotten(times):
    clock = ClockOffset()
    with pytest.raises(ProtocolError, match="pong: expected times within the"):
        clock.add(*times)
    assert not clock.known
