"""A show for the web server to stand before: says what it was asked, and what the test tells it to."""

from mien_bridge.web.live_state import InputState, LiveState
from mien_protocol.errors import MienError


class Line:
    """A voice agent's line that keeps what it is given."""

    def __init__(self) -> None:
        self.heard = []
        self.queued_s = 0.0
        self.tell = None
        self.is_closed = False

    def push(self, pcm, rate_hz):
        self.heard.append((bytes(pcm), rate_hz))
        self.queued_s += len(pcm) / 2 / rate_hz

    def end(self):
        self.heard.append("end")

    async def interrupt(self):
        self.heard.append("interrupt")

    async def say(self, text, voice):
        if not text:
            raise MienError("there are no words to say; give some")
        self.heard.append((text, voice))

    async def set_controls(self, controls):
        self.heard.append(controls)

    def listen(self, callback):
        self.tell = callback
        return lambda: setattr(self, "tell", None)

    def close(self):
        self.is_closed = True


class Show:
    """A `LiveHost`.

    Attributes:
        asked: The requests that came.
        refuse: Raised at each of them, unless None.
        lines: The voice lines that it gave.
    """

    def __init__(self) -> None:
        self.asked = []
        self.refuse = None
        self.lines = []
        self.given = None
        self.filmed = None
        self.told = LiveState(None, "up", InputState("none"))
        self.listeners = []

    def state(self):
        return self.told

    async def ask(self, request):
        self.asked.append(request)
        if self.refuse is not None:
            raise self.refuse

    def listen(self, callback):
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback) if callback in self.listeners else None

    def tell(self, told):
        for callback in list(self.listeners):
            callback(told)

    def voice(self):
        if self.lines and not self.lines[-1].is_closed:
            raise MienError("another agent speaks; wait until it has left")
        self.lines.append(Line())
        return self.lines[-1]

    def character(self):
        return self.given

    def film(self):
        return self.filmed
