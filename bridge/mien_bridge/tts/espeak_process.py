"""The process that runs espeak-ng: sentences on stdin, sound on stdout; arguments: library, data.

espeak-ng crashes on some texts; here it takes nothing with it but the text. It also carries something from each
sentence into the next, so that only a fresh process speaks a text the same each time. And its licence, GPL-3.0,
stays on its side of a pipe.

A line `{"voice": ..., "text": ...}`, where a voice is a file of espeak-ng's such as `gmw/en-US`, is answered by pieces
of 16-bit PCM in the machine's own byte order, each after its length in bytes as 4 bytes, little-endian; a length of 0
ends the sentence. A line `{}` is answered by a line of JSON: `rate_hz`, `variants`, and `voices` as triples of name,
description and file. The file is run by its path and without site-packages, to be there at once: it imports nothing
but the standard library.
"""

import ctypes
import json
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

__all__ = ["main"]

_SYNCHRONOUS: Final = 2
_NO_EXIT: Final = 0x8000
_UTF8_AND_PAUSE_AT_THE_END: Final = 0x1001
_AT_CHARACTER: Final = 1
"""Of speak_lib.h: `AUDIO_OUTPUT_SYNCHRONOUS`, `espeakINITIALIZE_DONT_EXIT`, `espeakCHARS_UTF8 | espeakENDPAUSE`,
`POS_CHARACTER`."""

_ON_SOUND = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class _Voice(ctypes.Structure):
    """`espeak_VOICE`; `languages` is a priority byte, then a name, then more of these."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender_age_variant_score", ctypes.c_ubyte * 4),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


def main() -> None:
    """Speaks until stdin ends."""
    # Ctrl-C in a terminal is for the daemon, whose end is the end of stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = _own_stdout()
    library = _library(*sys.argv[1:])
    receive = _receiver(out)
    library.espeak_SetSynthCallback(receive)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if not request:
            out.write(json.dumps(_introduction(library)).encode() + b"\n")
        else:
            text: bytes = request["text"].encode()
            library.espeak_SetVoiceByName(request["voice"].encode())
            library.espeak_Synth(text, len(text) + 1, 0, _AT_CHARACTER, 0, _UTF8_AND_PAUSE_AT_THE_END, None, None)
            out.write(struct.pack("<I", 0))
        out.flush()


def _own_stdout() -> IO[bytes]:
    """Separates the pipe from what the library may print."""
    own = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return os.fdopen(own, "wb")


def _library(path: str, data: str) -> ctypes.CDLL:
    library = ctypes.CDLL(path)
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    )
    rate_hz = library.espeak_Initialize(_SYNCHRONOUS, 0, os.fsencode(data), _NO_EXIT)
    if rate_hz <= 0:
        raise SystemExit(1)
    # Random parts begin the same each time.
    library.espeak_ng_SetRandSeed(ctypes.c_long(1))
    return library


def _introduction(library: ctypes.CDLL) -> dict[str, Any]:
    variant = _Voice(languages=ctypes.cast(ctypes.c_char_p(b"variant"), ctypes.c_void_p))
    return {
        "rate_hz": library.espeak_ng_GetSampleRate(),
        # Voices of mbrola need files that are not installed.
        "voices": [
            (_language(voice), voice.name.decode().strip(), voice.identifier.decode())
            for voice in _listed(library.espeak_ListVoices(None))
            if not voice.identifier.startswith(b"mb/")
        ],
        "variants": [
            voice.identifier.decode().rpartition("/")[2]
            for voice in _listed(library.espeak_ListVoices(ctypes.byref(variant)))
        ],
    }


def _listed(voices: "ctypes._Pointer[ctypes._Pointer[_Voice]]") -> Iterator[_Voice]:
    index = 0
    while voices[index]:
        yield voices[index].contents
        index += 1


def _language(voice: _Voice) -> str:
    return ctypes.string_at(voice.languages + 1).decode()


def _receiver(out: IO[bytes]) -> Callable[..., int]:
    def receive(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            out.write(struct.pack("<I", 2 * count) + ctypes.string_at(samples, 2 * count))
        return 0

    return _ON_SOUND(receive)


if __name__ == "__main__":
    main()
