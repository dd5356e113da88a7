"""espeak-ng: small and instant, in over a hundred languages, with a robotic voice.

Each text is spoken in a process of its own, `espeak_process`, of which one always waits for the next text.
"""

import json
import struct
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.tts.sentences import split_sentences
from mien_bridge.tts.synthesizer import Speech, Synthesizer, Voice
from mien_protocol.errors import MienError

__all__ = ["EspeakSynthesizer"]

_OWN_VOICE: Final = "en-us"
_PATIENCE_S: Final = 10.0
"""For one sentence, which takes it a few milliseconds."""
_A_FEW: Final = ("en-us", "en-gb", "de", "es", "fr-fr", "it", "ru", "hi", "ar", "ja", "cmn")

_UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Control characters, surrogates and what is no character at all: espeak-ng takes some of them for commands."""


class EspeakSynthesizer(Synthesizer):
    """Speaks with espeak-ng; the same text in the same voice is the same sound.

    A voice is a language, such as `en-us`, or one with a variant, such as `en-us+f3`.
    """

    def __init__(self) -> None:
        """Starts espeak-ng.

        Raises:
            MienError: If it is not installed, or cannot be started.
        """
        if find_spec("espeakng_loader") is None:
            raise MienError("espeak-ng is not installed; run `pip install espeakng-loader`, the extra `mien[espeak]`")
        self._lock = threading.Lock()
        self._closed = False
        self._spare: _Process = _Process()
        self._speaking: set[_Process] = set()
        told = self._spare.introduced()
        self._rate_hz: int = told["rate_hz"]
        self._variants = frozenset(told["variants"])
        self._files: dict[str, str] = {}
        voices = []
        for name, description, file in sorted(told["voices"], key=lambda one: (one[0] != _OWN_VOICE, one[0])):
            # Two have the name `yue`.
            if name not in self._files:
                self._files[name] = file
                voices.append(Voice(name, description))
        self._voices = tuple(voices)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The languages; the first is the default."""
        return self._voices

    def speak(self, text: str, voice: str | None = None) -> Iterator[Speech]:
        """Speaks a text, sentence by sentence, at 22,050 Hz; see `Synthesizer.speak`."""
        name = _OWN_VOICE if voice is None else voice
        language, plus, variant = name.partition("+")
        if language not in self._files or (plus and variant not in self._variants):
            few = ", ".join(one for one in _A_FEW if one in self._files)
            raise MienError(f"espeak-ng has no voice {name!r}; it has {few}, and {len(self._voices)} in all")
        return self._pieces(text, self._files[language] + plus + variant)

    def close(self) -> None:
        """Ends its processes."""
        with self._lock:
            self._closed = True
            self._spare.end()
            for process in self._speaking:
                process.kill()

    def _pieces(self, text: str, file: str) -> Iterator[Speech]:
        process = self._begin()
        try:
            for sentence in split_sentences(_printable(text)):
                samples = process.spoken(sentence, file)
                if len(samples):
                    yield Speech(samples, self._rate_hz)
        except _BrokenOffError:
            raise MienError("espeak-ng failed on this text; rephrase it, or use another voice") from None
        finally:
            with self._lock:
                self._speaking.discard(process)
            process.end()

    def _begin(self) -> "_Process":
        with self._lock:
            if self._closed:
                raise MienError("espeak-ng was closed")
            if not self._spare.lives:
                self._spare.end()
                self._spare = _Process()
            process, self._spare = self._spare, _Process()
            self._speaking.add(process)
            return process


class _BrokenOffError(Exception):
    """The process has ended, or had to be ended, before the sentence was spoken."""


class _Process:
    """One run of `espeak_process`; it starts while one goes on."""

    def __init__(self) -> None:
        import espeakng_loader

        script = Path(__file__).with_name("espeak_process.py")
        place = (espeakng_loader.get_library_path(), espeakng_loader.get_data_path())
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(script), *place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout

    @property
    def lives(self) -> bool:
        """True while the process runs."""
        return self._process.poll() is None

    def introduced(self) -> dict[str, Any]:
        """Reads its description: sample rate, voices, variants.

        Raises:
            MienError: If it has not started.
        """
        try:
            self._ask({})
            told: dict[str, Any] = json.loads(self._out.readline())
        except (OSError, ValueError):
            self.end()
            raise MienError("espeak-ng does not start; reinstall it: `pip install espeakng-loader`") from None
        return told

    def spoken(self, sentence: str, file: str) -> NDArray[np.int16]:
        """The sound of a sentence in the voice of a file, shape (samples,).

        Raises:
            _BrokenOffError: If the process ended over it, or took too long.
        """
        watchdog = threading.Timer(_PATIENCE_S, self._process.kill)
        watchdog.start()
        try:
            self._ask({"voice": file, "text": sentence})
            return np.frombuffer(b"".join(self._received()), np.int16)
        except OSError as error:
            raise _BrokenOffError from error
        finally:
            watchdog.cancel()

    def kill(self) -> None:
        """Kills it; its user then finds it broken off."""
        self._process.kill()

    def end(self) -> None:
        """Ends it, and closes its pipes; for its user to call."""
        self._process.kill()
        self._process.wait()
        # It may have left input unread.
        with suppress(OSError):
            self._in.close()
        self._out.close()

    def _ask(self, request: dict[str, str]) -> None:
        self._in.write(json.dumps(request).encode() + b"\n")
        self._in.flush()

    def _received(self) -> Iterator[bytes]:
        while True:
            size = struct.unpack("<I", self._exactly(4))[0]
            if size == 0:
                return
            yield self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        data = self._out.read(size)
        if len(data) < size:
            raise _BrokenOffError
        return data


def _printable(text: str) -> str:
    return "".join(
        character if character == "\n" or unicodedata.category(character) not in _UNPRINTABLE else " "
        for character in text
    )
