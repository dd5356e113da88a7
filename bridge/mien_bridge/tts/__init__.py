"""Text to speech: synthesizers behind one small interface."""

from mien_bridge.tts.combined import CombinedSynthesizer, combine_installed
from mien_bridge.tts.registry import DEFAULT, find_installed, make_synthesizer
from mien_bridge.tts.synthesizer import Speech, Synthesizer, Voice

__all__ = [
    "DEFAULT",
    "CombinedSynthesizer",
    "Speech",
    "Synthesizer",
    "Voice",
    "combine_installed",
    "find_installed",
    "make_synthesizer",
]
