"""Text to speech: what turns words into sound, behind one small interface."""

from mien_bridge.tts.choir import Choir, gathered
from mien_bridge.tts.registry import DEFAULT, installed, synthesizer
from mien_bridge.tts.synthesizer import Speech, Synthesizer, Voice

__all__ = ["DEFAULT", "Choir", "Speech", "Synthesizer", "Voice", "gathered", "installed", "synthesizer"]
