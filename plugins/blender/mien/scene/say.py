# SPDX-License-Identifier: GPL-3.0-or-later
"""A text from its words to keyframes: the daemon speaks it, the sound becomes a file, the file is baked."""

import hashlib
import re
import wave
from pathlib import Path

import bpy
import numpy as np
from numpy.typing import NDArray

from mien_protocol.errors import MienError

from ..core.spoken_text import RATE_HZ, SpokenText
from .bake import Bake, BakeOptions
from .lines import Line
from .link import Link
from .take import Written

__all__ = ["Say"]

_PACKAGE = __package__.rpartition(".")[0]

_WORDS = 5
"""Words of the text in the file's name."""


class Say:
    """Speaks a text and bakes it; to be used like a `Bake`."""

    def __init__(
        self, keeper: bpy.types.Object, text: str, voice: str | None, options: BakeOptions, link: Link
    ) -> None:
        """Begins, as soon as there is a daemon.

        Args:
            keeper: The object that keeps the character.
            text: What to say.
            voice: One of the daemon's voices; None for its own choice.
            options: How it is baked.
            link: To the daemon, which is started where there is none.
        """
        self._keeper_name = keeper.name
        self._text = text
        self._voice = voice
        self._options = options
        self._link = link
        self._frame = bpy.context.scene.frame_current
        self._spoken: SpokenText | None = None
        self._bake: Bake | None = None

    @property
    def notes(self) -> list[str]:
        """Notes for the user, in sentences."""
        return [] if self._bake is None else self._bake.notes

    @property
    def written(self) -> list[Written]:
        """Takes that were written, once it is done."""
        return [] if self._bake is None else self._bake.written

    @property
    def is_done(self) -> bool:
        """True if the take was written."""
        return self._bake is not None and self._bake.is_done

    @property
    def progress(self) -> float:
        """Share of the speech that is synthesised, 0..1; the bake is short."""
        return 0.0 if self._spoken is None else self._spoken.progress

    def step(self, timeout_s: float = 0.0) -> None:
        """Goes on a little; waits no longer than the time.

        Raises:
            MienError: If it cannot go on; no keys were written.
        """
        if self._bake is not None:
            self._bake.step(timeout_s)
        elif self._spoken is not None:
            pcm = self._spoken.wait(timeout_s)
            if pcm is not None:
                self._bake = self._begin_bake(pcm)
        elif self._link.client(self._options.link) is not None:
            self._spoken = SpokenText(self._text, self._voice, self._options.link.connection_file)

    def cancel(self) -> None:
        """Ends it; nothing was changed."""
        if self._spoken is not None:
            self._spoken.cancel()
        if self._bake is not None:
            self._bake.cancel()

    def _begin_bake(self, pcm: NDArray[np.int16]) -> Bake:
        keeper = bpy.data.objects.get(self._keeper_name)
        if keeper is None:
            raise MienError(
                f"{self._keeper_name} was deleted or renamed while the text was spoken; nothing was changed"
            )
        path = _folder() / _file_name(self._text, self._voice)
        _write(path, pcm)
        return Bake(keeper, [Line(path, self._frame)], self._options, self._link)


def _folder() -> Path:
    """Folder for recordings of texts: with the .blend file, or with the extension's own files if there is none yet.

    Raises:
        MienError: If it cannot be made.
    """
    if bpy.data.filepath:
        folder = Path(bpy.data.filepath).parent / "voice"
    else:
        folder = Path(bpy.utils.extension_path_user(_PACKAGE, path="voice"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MienError(f"cannot make the folder {folder}: {(error.strerror or str(error)).lower()}") from error
    return folder


def _file_name(text: str, voice: str | None) -> str:
    """The same for the same words and voice, so that a line which is said again takes its own place."""
    words = re.findall(r"\w+", text.lower())[:_WORDS]
    digest = hashlib.sha256(f"{voice}\n{text}".encode()).hexdigest()[:8]
    return f"{'_'.join([*words, digest])}.wav"


def _write(path: Path, pcm: NDArray[np.int16]) -> None:
    try:
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
            file.writeframes(pcm.astype("<i2").tobytes())
    except OSError as error:
        raise MienError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
