"""Synthetic speech with the exact times of its phones, by espeak-ng.

What it says when is told by the phoneme events of its library (speak_lib.h of espeak-ng 1.52). One thing is not as
people speak it: the silent closure of a stop is credited to the phone before, so `_with_closures` moves the stop's
beginning back over it.
"""

import ctypes
import os
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from mien_inference.speech.timing import SAMPLE_RATE_HZ
from mien_inference.training.ipa import phones_of
from mien_inference.training.phone_alignment import PhoneSegment

__all__ = ["Espeak", "EspeakVoice", "SpokenText"]

_SYNCHRONOUS: Final = 2
_PHONEME_EVENTS_IN_IPA: Final = 0x0001 | 0x0002 | 0x8000
_UTF8: Final = 1
_EVENT_END, _EVENT_PHONEME = 0, 7
_RATE, _PITCH, _RANGE = 1, 3, 4
_QUIET: Final = 8
_STOPS: Final = frozenset({"p", "b", "t", "d", "k", "g", "ch", "jh"})
_LONGEST_CLOSURE_S: Final = 0.2


class _Name(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """`espeak_EVENT`."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Name),
    )


_ON_SOUND = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """A way to speak: a voice of espeak-ng's such as `en-us+f3`, words a minute, and pitch and its range, 0..100."""

    name: str
    rate_wpm: int = 175
    pitch: int = 50
    pitch_range: int = 50


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text as sound.

    Attributes:
        audio: 16 kHz mono, shape (samples,), -1..1.
        segments: Its phones in order, without gaps.
    """

    audio: NDArray[np.float32]
    segments: tuple[PhoneSegment, ...]


class Espeak:
    """The library, begun once in a process: it cannot be begun twice."""

    def __init__(self) -> None:
        """Begins it.

        Raises:
            ImportError: If espeak-ng is not installed; `pip install espeakng-loader`.
        """
        import espeakng_loader

        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = os.fsencode(espeakng_loader.get_data_path())
        self._rate_hz = int(self._library.espeak_Initialize(_SYNCHRONOUS, 500, data, _PHONEME_EVENTS_IN_IPA))
        self._receive = _ON_SOUND(self._received)
        self._library.espeak_SetSynthCallback(self._receive)
        self._sound: list[NDArray[np.int16]] = []
        self._events: list[tuple[int, str]] = []

    def speak(self, text: str, voice: EspeakVoice) -> SpokenText | None:
        """Speaks a text; None if there is no such voice or nothing is to be heard."""
        self._sound, self._events = [], []
        if self._library.espeak_SetVoiceByName(voice.name.encode()) != 0:
            return None
        for parameter, value in ((_RATE, voice.rate_wpm), (_PITCH, voice.pitch), (_RANGE, voice.pitch_range)):
            self._library.espeak_SetParameter(parameter, value, 0)
        words = text.encode()
        self._library.espeak_Synth(words, len(words) + 1, 0, 1, 0, _UTF8, None, None)
        if not self._sound or not self._events:
            return None
        sound = np.concatenate(self._sound)
        segments = _with_closures(_segments(self._events, len(sound), self._rate_hz), sound, self._rate_hz)
        audio = resample_poly(sound / 32768.0, SAMPLE_RATE_HZ, self._rate_hz).astype(np.float32)
        return SpokenText(audio, tuple(segments))

    def _received(self, sound: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]") -> int:
        if count > 0:
            self._sound.append(np.ctypeslib.as_array(sound, shape=(count,)).astype(np.int16))
        index = 0
        while events[index].type != _EVENT_END:
            if events[index].type == _EVENT_PHONEME:
                self._events.append((events[index].sample, events[index].id.string.decode("utf-8", "ignore")))
            index += 1
        return 0


def _segments(events: list[tuple[int, str]], samples: int, rate_hz: int) -> list[PhoneSegment]:
    starts = [sample for sample, _ in events]
    segments = [PhoneSegment(("sil",), 0.0, starts[0] / rate_hz, "")] if starts[0] > 0 else []
    for (start, symbol), end in zip(events, [*starts[1:], samples], strict=True):
        phones = phones_of(symbol)
        if not phones and segments:
            # A mark without a sound of its own lengthens what is before it.
            segments[-1] = replace(segments[-1], end_s=end / rate_hz)
        elif phones and end > start:
            length = (end - start) / len(phones)
            segments += [
                PhoneSegment((phone,), (start + k * length) / rate_hz, (start + (k + 1) * length) / rate_hz, "")
                for k, phone in enumerate(phones)
            ]
    return segments


def _with_closures(segments: list[PhoneSegment], sound: NDArray[np.int16], rate_hz: int) -> list[PhoneSegment]:
    result = segments[:1]
    for segment in segments[1:]:
        before = result[-1]
        if segment.phones[0] in _STOPS:
            earliest = max(before.start_s + 0.01, segment.start_s - _LONGEST_CLOSURE_S)
            quiet = np.abs(sound[int(earliest * rate_hz) : int(segment.start_s * rate_hz)]) < _QUIET
            run = len(quiet) if quiet.all() else int(np.argmin(quiet[::-1]))
            start_s = segment.start_s - run / rate_hz
            result[-1:] = [replace(before, end_s=start_s), replace(segment, start_s=start_s)]
        else:
            result.append(segment)
    return result
