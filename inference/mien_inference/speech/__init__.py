"""Hearing: a 16 kHz waveform to phone posteriors, level and pitch, one row every 10 ms, as the sound arrives."""

from mien_inference.speech.encoder import StreamingEncoder
from mien_inference.speech.phones import (
    BILABIAL,
    LABIODENTAL,
    PHONE_INDEX,
    PHONES,
    PROTRUDED,
    ROUNDED,
    SILENCE,
    TONGUE_ONLY,
    VOWELS,
)

__all__ = [
    "BILABIAL",
    "LABIODENTAL",
    "PHONES",
    "PHONE_INDEX",
    "PROTRUDED",
    "ROUNDED",
    "SILENCE",
    "TONGUE_ONLY",
    "VOWELS",
    "StreamingEncoder",
]
