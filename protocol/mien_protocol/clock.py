"""The daemon's clock as seen from a client: four timestamps of each ping (NTP, RFC 5905, section 8)."""

from collections import deque

from mien_protocol.errors import ErrorCode, ProtocolError

__all__ = ["ClockOffset"]

_KEPT = 8


class ClockOffset:
    """Offset of daemon time from client time, from the last eight pings.

    Of those the one with the shortest round trip counts: what it waited in queues, where the two directions
    differ, is least. The error is at most half its round trip.
    """

    def __init__(self) -> None:
        # Round trip and offset of each.
        self._samples: deque[tuple[int, int]] = deque(maxlen=_KEPT)

    def add(self, client_ns: int, received_ns: int, sent_ns: int, now_ns: int) -> None:
        """Takes one ping, all in nanoseconds.

        Args:
            client_ns: Client's time at sending the `ping`.
            received_ns: Daemon time at which it came.
            sent_ns: Daemon time at sending the `pong`.
            now_ns: Client's time at which that came.

        Raises:
            ProtocolError: `malformed`, if the daemon claims to have held the ping for longer than it was away.
        """
        round_trip_ns = (now_ns - client_ns) - (sent_ns - received_ns)
        if round_trip_ns < 0 or sent_ns < received_ns:
            raise ProtocolError(
                ErrorCode.MALFORMED,
                f"pong: expected times within the {now_ns - client_ns} ns that it took, got {received_ns}..{sent_ns}",
            )
        self._samples.append((round_trip_ns, ((received_ns - client_ns) + (sent_ns - now_ns)) // 2))

    @property
    def known(self) -> bool:
        """True once a ping was added."""
        return bool(self._samples)

    @property
    def round_trip_ns(self) -> int:
        """Shortest round trip, nanoseconds, without the time at the daemon.

        Raises:
            ValueError: If there was no ping.
        """
        return self._best()[0]

    @property
    def offset_ns(self) -> int:
        """Daemon time minus the client's, nanoseconds; raises as `round_trip_ns` does."""
        return self._best()[1]

    def to_daemon_ns(self, client_ns: int) -> int:
        """Daemon time at a time of the client; raises as `round_trip_ns` does."""
        return client_ns + self.offset_ns

    def to_client_ns(self, daemon_ns: int) -> int:
        """The client's time at a daemon time; raises as `round_trip_ns` does."""
        return daemon_ns - self.offset_ns

    def _best(self) -> tuple[int, int]:
        if not self._samples:
            raise ValueError("the daemon's clock is not known before the first ping: call add() first")
        return min(self._samples)
