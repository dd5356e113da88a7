"""The audio input of the show: a microphone, a page's microphone, or nothing but the speech queue."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Final

from mien_bridge.inputs.devices import Device, choose_device
from mien_bridge.inputs.gate import Gate, GateOptions
from mien_bridge.inputs.microphone import Hear, Microphone
from mien_bridge.inputs.mixer import Mixer
from mien_bridge.inputs.portaudio import SoundSystem
from mien_bridge.inputs.sound import Converter, Cutter, Samples
from mien_bridge.inputs.speech_queue import SpeechQueue
from mien_protocol.errors import MienError

__all__ = ["KINDS", "MICROPHONES", "AudioInput"]

KINDS: Final = ("microphone", "file", "page", "none")
MICROPHONES: Final = ("microphone", "page")
"""Kinds of input that hear somebody who is in the room."""

_PAGE_AHEAD_NS: Final = 2_000_000_000
"""Sound that a page may send at once after a network stall; two pages that send soon exceed it."""


class AudioInput:
    """Feeds the mixer from one input at a time.

    Attributes:
        mixer: Where all sound comes together.
        kind: One of `KINDS`.
        device: The microphone, an `id` of `devices`; None for the system's own.
        devices: What could be listened to when it was looked last.
        gate: When the microphone is heard.
        note: Why no microphone of this machine is heard, in words; empty where none is wanted, or nothing is wrong.
    """

    def __init__(
        self,
        send: Callable[[Samples], None],
        sounds: SoundSystem,
        say: Callable[[str], None],
        queue: SpeechQueue | None = None,
    ) -> None:
        """Starts without an input.

        Args:
            send: Takes what is heard.
            sounds: The system's devices.
            say: Takes a line for the user.
            queue: What waits to be said; None for an empty one of its own.
        """
        self.mixer = Mixer(send, time.monotonic_ns(), queue)
        self.kind = "none"
        self.device: str | None = None
        self.devices: tuple[Device, ...] = ()
        self.gate = GateOptions()
        self.note = ""
        self._sounds = sounds
        self._say = say
        self._loop = asyncio.get_running_loop()
        self._microphone: Microphone | None = None
        self._changing = asyncio.Lock()
        self._page: tuple[int, Converter] | None = None
        self._page_pieces = Cutter()
        self._page_ns = 0

    async def keep_time(self) -> None:
        """Clocks the mixer while no microphone does; until cancelled."""
        while True:
            await asyncio.sleep(max(self.mixer.due_ns - time.monotonic_ns(), 0) / 1e9)
            self.mixer.turn(time.monotonic_ns())

    async def look(self) -> None:
        """Lists the devices; where the system's sound cannot be used it is said, once, and there are none."""
        try:
            await self._find_all()
        except MienError as error:
            self._take_note(str(error))

    async def find(self, asked: str | None, *, loopback: bool = False) -> str:
        """The `id` of the device that somebody means by its number, its id, or a part of its name.

        Raises:
            MienError: If none is so called, or several are; for None, if there is none at all. If the system's sound
                cannot be used.
        """
        await self._find_all()
        return choose_device(self.devices, asked, loopback=loopback).id

    async def listen(self, kind: str, device: str | None, *, loopback: bool = False) -> None:
        """Switches to another input.

        Args:
            kind: One of `KINDS`.
            device: Of `microphone`: its number, id, or a part of its name; None for the system's own.
            loopback: Whether the system's own is that which carries what other programs play.

        Raises:
            MienError: If no device is so called; it goes on as before then.
        """
        async with self._changing:
            if kind == "microphone" and device is not None:
                device = await self.find(device)
            await self._stop()
            self.kind, self.device, self.note = kind, device, ""
            if kind == "microphone":
                opened = partial(self._opened, device, loopback=loopback)
                self._microphone = Microphone(opened, self._hear_elsewhere, self._tell_elsewhere)

    def set_gate(self, gate: GateOptions) -> None:
        """Sets the options of the gate."""
        self.gate = gate
        self.mixer.gate = Gate(gate)

    def hear_page(self, pcm: Samples, rate_hz: int) -> None:
        """Takes what a page's microphone heard.

        Raises:
            MienError: If the page is not what is listened to, or more comes than a microphone hears.
        """
        if self.kind != "page":
            raise MienError(f"the input is {self.kind!r}: choose the browser's microphone first")
        now_ns = time.monotonic_ns()
        heard_ns = max(self._page_ns, now_ns) + len(pcm) * 1_000_000_000 // rate_hz
        if heard_ns - now_ns > _PAGE_AHEAD_NS:
            raise MienError(
                "more sound comes from pages than a microphone hears; choose this input in one page at a time"
            )
        self._page_ns = heard_ns
        if self._page is None or self._page[0] != rate_hz:
            self._page, self._page_pieces = (rate_hz, Converter(rate_hz)), Cutter()
        for piece in self._page_pieces.push(self._page[1].push(pcm)):
            self.mixer.hear(piece, time.monotonic_ns())

    async def close(self) -> None:
        """Closes the microphone."""
        await self._stop()

    async def _stop(self) -> None:
        if self._microphone is not None:
            microphone, self._microphone = self._microphone, None
            await asyncio.to_thread(microphone.close)

    async def _find_all(self) -> None:
        self.devices = tuple(await asyncio.to_thread(self._sounds.devices))

    def _opened(self, device: str | None, hear: Hear, *, loopback: bool) -> AbstractContextManager[None]:
        """Opens the device as it is plugged in now; in the microphone's thread."""
        found = tuple(self._sounds.devices())
        self.devices = found
        return self._sounds.opened(choose_device(found, device, loopback=loopback), hear)

    def _hear_elsewhere(self, piece: Samples) -> None:
        self._loop.call_soon_threadsafe(self._hear, piece)

    def _hear(self, piece: Samples) -> None:
        # Sound still on its way when the microphone was closed is dropped.
        if self.kind == "microphone":
            self.mixer.hear(piece, time.monotonic_ns())

    def _tell_elsewhere(self, words: str) -> None:
        self._loop.call_soon_threadsafe(self._told, words)

    def _told(self, words: str) -> None:
        # Words still on their way when the microphone was closed are dropped.
        if self.kind == "microphone":
            self._take_note(words)

    def _take_note(self, words: str) -> None:
        """Says what is wrong, or that nothing is any more; the same words once."""
        if words != self.note or not words:
            self._say(f"microphone: {words or 'on'}")
        self.note = words
