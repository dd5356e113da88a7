"""The show as its pages see it, and the requests that they may make."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from mien_bridge.live import state_view
from mien_bridge.live.agent_voice import AgentVoice
from mien_bridge.live.audio_input import AudioInput
from mien_bridge.live.film_order import FilmOrder
from mien_bridge.live.films import Films
from mien_bridge.live.options import NamedFile
from mien_bridge.live.session_keeper import SessionKeeper
from mien_bridge.live.speech_requests import SpeechRequests
from mien_bridge.live.takes import Takes
from mien_bridge.outputs.kinds import find_output_kinds
from mien_bridge.outputs.manager import OutputManager
from mien_bridge.outputs.request import OutputRequest
from mien_bridge.runtime.tasks import start_task
from mien_bridge.web import live_requests as asked
from mien_bridge.web.live_host import Character, Film, Unlisten, VoiceChannel
from mien_bridge.web.live_state import ActiveAvatar, ActiveCharacter, LiveLevel, LiveState
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.sessions import FaceRequest

__all__ = ["Show"]

_LEVEL_S: Final = 0.1
_STATE_S: Final = 0.25
_OPEN_DBFS: Final = -100.0
"""Value from a page for a gate that lets everything pass."""

_MAGIC: Final = b"glTF"

Callback = Callable[[LiveState | LiveLevel], None]


@dataclass(frozen=True, slots=True)
class LoadedCharacter:
    """A character and how pages tell it from the one before.

    Attributes:
        file: The file.
        about: What pages are told.
    """

    file: Character
    about: ActiveCharacter

    @staticmethod
    def of(name: str, data: bytes, revision: int) -> "LoadedCharacter":
        """The character that a file holds.

        Raises:
            MienError: If it is no binary glTF.
        """
        if not data.startswith(_MAGIC):
            raise MienError(f"{name} is not a VRM or GLB: expected binary glTF; export the character as .vrm or .glb")
        kind = "vrm" if name.lower().endswith(".vrm") else "glb"
        return LoadedCharacter(Character(name, data), ActiveCharacter(name, kind, revision))


class Show:
    """A `LiveHost`: parts that do the work, and a table of what may be asked of them."""

    def __init__(
        self,
        *,
        keeper: SessionKeeper,
        audio_input: AudioInput,
        speech: SpeechRequests,
        outputs: OutputManager,
        takes: Takes,
        films: Films,
        face: FaceRequest,
        takes_photos: bool = True,
        models: Path | None = None,
    ) -> None:
        """Puts the parts together; `face` is asked for wherever there is a photo, if the show takes any.

        Films are made with the model files of `models`, None for those that are found.
        """
        self._keeper = keeper
        self._audio_input = audio_input
        self._speech = speech
        self._outputs = outputs
        self._takes = takes
        self._films = films
        self._models = models
        self._face = face
        self._takes_photos = takes_photos
        self._making: str | None = None
        self._avatar: ActiveAvatar | None = None
        self._character: LoadedCharacter | None = None
        self._revision = 0
        self._agent: AgentVoice | None = None
        # Slow requests are carried out in the order of their arrival.
        self._setting_input = asyncio.Lock()
        self._setting_photo = asyncio.Lock()
        self._callbacks: list[Callback] = []
        speech.obey = self._obey
        self._kinds = tuple(state_view.view_kind(kind) for kind in find_output_kinds().values())
        self._answers: dict[type, Callable[[Any], Awaitable[None]]] = {
            asked.SetInput: self._set_input,
            asked.Talk: self._talk,
            asked.Speak: self._speak,
            asked.Play: self._play,
            asked.Interrupt: self._interrupt,
            asked.SetPhoto: self._set_photo,
            asked.SetCharacter: self._set_character,
            asked.AddOutput: self._add_output,
            asked.SetOutput: self._set_output,
            asked.RemoveOutput: self._remove_output,
            asked.Record: self._record,
            asked.MakeFilm: self._make_film,
            asked.CancelFilm: self._cancel_film,
            asked.SetLiveControls: self._set_controls,
            asked.PageAudio: self._hear_page,
        }

    def state(self) -> LiveState:
        """All that a page shows, as of now."""
        session = self._keeper.session
        return LiveState(
            session=None if session is None else session.name,
            daemon="down" if session is None else "up",
            input=state_view.view_input(self._audio_input),
            avatar=self._avatar,
            making=self._making,
            takes_photos=self._takes_photos,
            character=None if self._character is None else self._character.about,
            devices=tuple(state_view.view_device(one) for one in self._audio_input.devices),
            voices=tuple(state_view.view_voice(one) for one in self._speech.voices),
            outputs=tuple(state_view.view_output(one) for one in self._outputs.statuses()),
            output_kinds=self._kinds,
            film=self._films.state,
            recording=None if self._takes.path is None else str(self._takes.path),
            controls=self._keeper.wishes["controls"],
            rates=state_view.view_rates(self._keeper.meter.rates(time.monotonic_ns())),
        )

    async def ask(self, request: asked.LiveRequest) -> None:
        """Does what a page asks; raises `MienError` in words for its user."""
        await self._answers[type(request)](request)

    def listen(self, callback: Callback) -> Unlisten:
        """Calls back with states and levels."""
        self._callbacks.append(callback)

        def unlisten() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unlisten

    def voice(self) -> VoiceChannel:
        """The channel of one voice agent; raises while another has it."""
        if self._agent is not None:
            raise MienError("another voice agent speaks in this show; let that one disconnect first")
        self._agent = AgentVoice(
            self._speech,
            is_on_air=lambda: self._keeper.session is not None,
            interrupt=self.interrupt,
            set_controls=self._keeper.set_controls,
            let_go=self._let_agent_go,
        )
        return self._agent

    def character(self) -> Character | None:
        """The character that its user gave, or None for the stock head."""
        return None if self._character is None else self._character.file

    def film(self) -> Film | None:
        """The film that was made last, once it is done."""
        return self._films.film()

    async def interrupt(self) -> None:
        """Stops what is being said, and drops what waits."""
        self._speech.queue.interrupt()
        await self._keeper.interrupt()

    def set_character(self, name: str, data: bytes | None) -> None:
        """Has pages show another character; raises `MienError` if it is none."""
        self._revision += 1
        self._character = None if data is None else LoadedCharacter.of(name, data, self._revision)

    def name_photo(self, name: str, data: bytes | None) -> None:
        """Notes which photo is performed."""
        self._avatar = _named(name, data)

    async def keep_publishing(self) -> None:
        """Publishes state and levels to pages; until cancelled."""
        last: LiveState | None = None
        told_s = 0.0
        while True:
            await asyncio.sleep(_LEVEL_S)
            mixer = self._audio_input.mixer
            self._tell(LiveLevel(round(mixer.meter.dbfs, 1), mixer.gate.is_open))
            now_s = time.monotonic()
            if now_s - told_s >= _STATE_S and (state := self.state()) != last:
                last, told_s = state, now_s
                self._tell(state)

    def _tell(self, news: LiveState | LiveLevel) -> None:
        for callback in list(self._callbacks):
            callback(news)

    async def _set_input(self, request: asked.SetInput) -> None:
        async with self._setting_input:
            await self._take_input(request)

    async def _take_input(self, request: asked.SetInput) -> None:
        gate = self._audio_input.gate
        if request.gate_dbfs is not None:
            threshold = None if request.gate_dbfs <= _OPEN_DBFS else request.gate_dbfs
            gate = replace(gate, threshold_dbfs=threshold)
        if request.push_to_talk is not None:
            gate = replace(gate, push_to_talk=request.push_to_talk)
        if (request.kind, request.device) != (self._audio_input.kind, self._audio_input.device):
            if request.kind == "microphone":
                # Told to the page at once; it would only be retried again and again.
                await self._audio_input.find(request.device)
            await self._audio_input.listen(request.kind, request.device)
        if gate != self._audio_input.gate:
            self._audio_input.set_gate(gate)

    async def _talk(self, request: asked.Talk) -> None:
        self._audio_input.mixer.gate.is_talking = request.is_down

    async def _speak(self, request: asked.Speak) -> None:
        self._speech.text(request.text, request.voice)

    async def _play(self, request: asked.Play) -> None:
        await self._speech.sent_recording(request.name, request.data)

    async def _interrupt(self, _request: asked.Interrupt) -> None:
        await self.interrupt()

    async def _set_photo(self, request: asked.SetPhoto) -> None:
        if request.data is not None and not self._takes_photos:
            raise MienError("this show makes no faces of photos; start `mien live` without --no-face")
        face = None if request.data is None else self._face
        async with self._setting_photo:
            self._making = None if request.data is None else request.name
            try:
                avatar = await asyncio.to_thread(_named, request.name, request.data)
                await self._keeper.change({"avatar": request.data, "face": face})
            finally:
                self._making = None
            self._avatar = avatar

    async def _set_character(self, request: asked.SetCharacter) -> None:
        self.set_character(request.name, request.data)

    async def _add_output(self, request: asked.AddOutput) -> None:
        self._outputs.add(OutputRequest(request.kind, request.name, request.settings))

    async def _set_output(self, request: asked.SetOutput) -> None:
        if not request.is_on:
            self._outputs.set_on(request.name, False)
        if request.settings is not None:
            self._outputs.change(request.name, request.settings)
        if request.is_on:
            self._outputs.set_on(request.name, True)

    async def _remove_output(self, request: asked.RemoveOutput) -> None:
        self._outputs.remove(request.name)

    async def _record(self, request: asked.Record) -> None:
        self._takes.want(request.is_on)

    async def _make_film(self, request: asked.MakeFilm) -> None:
        wishes, avatar = self._keeper.wishes, self._avatar
        if avatar is None or (photo := wishes.get("avatar")) is None:
            raise MienError("a film needs a photo; choose one first")
        sound = None if request.data is None else NamedFile(request.name, request.data)
        text = (request.text or "").strip()
        if sound is None and not text:
            raise MienError("a film needs words; type some, or choose a recording")
        order = FilmOrder(NamedFile(avatar.name, photo), sound, text, request.voice, wishes["controls"], self._models)
        await self._films.begin(order)

    async def _cancel_film(self, _request: asked.CancelFilm) -> None:
        await self._films.cancel()

    async def _set_controls(self, request: asked.SetLiveControls) -> None:
        await self._keeper.set_controls(request.controls)

    async def _hear_page(self, request: asked.PageAudio) -> None:
        self._audio_input.hear_page(np.frombuffer(request.payload, "<i2").astype(np.int16), request.rate_hz)

    def _obey(self, tagged: PartialControls) -> None:
        start_task(self._lay_over(tagged), "tags")

    async def _lay_over(self, tagged: PartialControls) -> None:
        # A session that is gone shows no mood.
        with suppress(MienError):
            await self._keeper.lay_over(tagged)

    def _let_agent_go(self) -> None:
        self._agent = None


def _named(name: str, data: bytes | None) -> ActiveAvatar | None:
    return None if data is None else ActiveAvatar(name, hashlib.sha256(data).hexdigest())
