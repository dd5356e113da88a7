"""All installed synthesizers as one, so that a voice can be asked for by its name alone."""

import logging
from collections.abc import Iterator

from mien_bridge.tts.registry import DEFAULT, find_installed, make_synthesizer
from mien_bridge.tts.synthesizer import Speech, Synthesizer, Voice
from mien_protocol.errors import MienError

__all__ = ["CombinedSynthesizer", "combine_installed"]

_log = logging.getLogger(__name__)


class CombinedSynthesizer(Synthesizer):
    """Several synthesizers; where two have a voice of the same name, the first speaks."""

    def __init__(self, synthesizers: list[Synthesizer], own_voice: str | None = None) -> None:
        """Combines synthesizers.

        Args:
            synthesizers: One at least; closed together.
            own_voice: The voice of texts that ask for none; None for the first synthesizer's default.

        Raises:
            MienError: If nobody has that voice.
        """
        self._synthesizers = synthesizers
        self._own_voice = own_voice
        if own_voice is not None:
            # Checked now: a wrong option should fail at the start, not with the first text.
            self.speak("", own_voice)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices of all; the first is the default."""
        voices: dict[str, Voice] = {}
        for synthesizer in self._synthesizers:
            for voice in synthesizer.voices:
                voices.setdefault(voice.name, voice)
        own = self._own_voice or self._synthesizers[0].voices[0].name
        # espeak-ng has variants of its voices that it does not list.
        first = voices.pop(own, Voice(own, "chosen at the start"))
        return (first, *voices.values())

    def speak(self, text: str, voice: str | None = None) -> Iterator[Speech]:
        """Speaks a text in a voice that one of them has; see `Synthesizer.speak`."""
        name = voice or self._own_voice
        if name is None:
            return self._synthesizers[0].speak(text)
        refusals: list[str] = []
        for synthesizer in self._synthesizers:
            try:
                return synthesizer.speak(text, name)
            except MienError as error:
                refusals.append(str(error))
        raise MienError("; ".join(refusals))

    def close(self) -> None:
        """Closes all of them."""
        for synthesizer in self._synthesizers:
            synthesizer.close()


def combine_installed(own_voice: str | None = None) -> CombinedSynthesizer:
    """Combines all synthesizers that are installed and work, Mien's own first.

    Args:
        own_voice: The voice of texts that ask for none.

    Raises:
        MienError: If there is none, with the reason of each; or if none has `own_voice`.
    """
    synthesizers: list[Synthesizer] = []
    refusals: list[str] = []
    for name in sorted(find_installed(), key=lambda name: (name != DEFAULT, name)):
        try:
            synthesizers.append(make_synthesizer(name))
        except MienError as error:
            refusals.append(str(error))
            _log.info("synthesizer.unavailable", extra={"synthesizer": name, "reason": str(error)})
    if not synthesizers:
        raise MienError("; ".join(refusals) or "no synthesizer is installed: install mien with pip")
    try:
        return CombinedSynthesizer(synthesizers, own_voice)
    except MienError:
        for synthesizer in synthesizers:
            synthesizer.close()
        raise
