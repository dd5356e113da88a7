"""A bad line to a daemon: passes bytes on until it is cut."""

import contextlib
import socket
import threading

__all__ = ["BadLine"]


class BadLine:
    """Listens on a port of its own and passes everything on to another; use it in a `with`.

    Attributes:
        endpoint: Where it listens, as ZeroMQ writes it.
        made: How many connections were made through it.
    """

    def __init__(self, endpoint: str, first_bytes: int | None = None) -> None:
        """Passes on what goes to `endpoint`; the first connection breaks after so many bytes from there."""
        host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
        self._to = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self.made = 0
        self._left = first_bytes
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._gate = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> "BadLine":
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """Breaks all connections, whatever is on its way."""
        with self._gate:
            pairs, self._pairs = self._pairs, []
        for one in (end for pair in pairs for end in pair):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                try:
                    daemon = socket.create_connection(self._to)
                except OSError:
                    client.close()
                    continue
                with self._gate:
                    self._pairs.append((client, daemon))
                    self.made += 1
                for source, target, limit in ((client, daemon, None), (daemon, client, self._left)):
                    threading.Thread(target=_pass_on, args=(source, target, limit), daemon=True).start()
                self._left = None


def _pass_on(source: socket.socket, target: socket.socket, limit: int | None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536 if limit is None else min(limit, 65_536)):
            target.sendall(data)
            if limit is not None:
                limit -= len(data)
    for one in (source, target):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
