"""Kokoro: natural English voices, about three times as fast as speech on one core."""

from mien_bridge.tts.kokoro.synthesizer import KokoroSynthesizer

__all__ = ["KokoroSynthesizer"]
