"""A line between a client and a daemon that a test can cut, or let lose what is on it."""

import contextlib
import json
import selectors
import socket
import threading


class LeakyLine:
    """Carries one socket's TCP connections to a port on this machine and back, in a thread of its own.

    Attributes:
        port: Where it listens.
        swallows: Whether what a client sends is lost from now on, though nobody notices.
        halves_open: Whether a connection that a client closes stays open to the daemon.
    """

    def __init__(self, port: int) -> None:
        self.swallows = False
        self.halves_open = False
        self._swallowed = threading.Event()
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ, None)
        self._woken, self._waker = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ, None)
        self._lock = threading.Lock()
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._inner: set[socket.socket] = set()
        self._left: list[socket.socket] = []
        self._over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait_until_swallowed(self) -> None:
        """Until something was lost since `swallows` was set."""
        assert self._swallowed.wait(20)

    def cut(self) -> None:
        """Breaks every connection; new ones may be made at once."""
        with self._lock:
            for end in list(self._pairs):
                self._drop(end)

    def close(self) -> None:
        self._over = True
        self._waker.send(b"x")
        self._thread.join(20)
        assert not self._thread.is_alive()
        self.cut()
        for one in (self._listener, self._woken, self._waker, *self._left):
            one.close()

    def _run(self) -> None:
        while not self._over:
            ready = self._selector.select()
            with self._lock:
                for key, _ in ready:
                    if key.fileobj is self._listener:
                        self._accept()
                    elif key.fileobj in self._pairs:
                        self._carry(key.fileobj)

    def _accept(self) -> None:
        outer, _ = self._listener.accept()
        inner = socket.create_connection(("127.0.0.1", self._to))
        self._inner.add(inner)
        for one, other in ((outer, inner), (inner, outer)):
            self._pairs[one] = other
            self._selector.register(one, selectors.EVENT_READ, None)

    def _carry(self, end) -> None:
        try:
            data = end.recv(65_536)
        except OSError:
            data = b""
        if not data:
            self._drop(end)
        elif self.swallows and end not in self._inner:
            self._swallowed.set()
        else:
            with contextlib.suppress(OSError):
                self._pairs[end].sendall(data)

    def _drop(self, end) -> None:
        other = self._pairs.pop(end, None)
        if other is None:
            return
        self._pairs.pop(other)
        for one in (end, other):
            self._selector.unregister(one)
            if one in self._inner and self.halves_open:
                self._left.append(one)
            else:
                one.close()


@contextlib.contextmanager
def leaky(path, outer_path, *names):
    """Lines to sockets of the daemon at `path`; who dials by `outer_path` uses them."""
    connection = json.loads(path.read_text())
    lines = {name: LeakyLine(int(connection[name].rpartition(":")[2])) for name in names}
    endpoints = {name: f"tcp://127.0.0.1:{line.port}" for name, line in lines.items()}
    outer_path.write_text(json.dumps(connection | endpoints))
    try:
        yield [lines[name] for name in names]
    finally:
        for line in lines.values():
            line.close()
