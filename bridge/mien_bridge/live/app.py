"""A show: its parts, joined, and one run of them from the first process to the last."""

import asyncio
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from mien_bridge.inputs.portaudio import SoundSystem
from mien_bridge.inputs.sound import RATE_HZ
from mien_bridge.inputs.speech_queue import SpeechQueue, Utterance, UtteranceEvent
from mien_bridge.live.audio_input import MICROPHONES, AudioInput
from mien_bridge.live.daemon_process import Daemon, ExternalDaemon, ManagedDaemon
from mien_bridge.live.films import Films
from mien_bridge.live.options import InputOptions, ShowOptions
from mien_bridge.live.session_keeper import SessionKeeper
from mien_bridge.live.show import Show
from mien_bridge.live.speech_requests import SpeechRequests
from mien_bridge.live.state_view import StatusLines
from mien_bridge.live.takes import Takes
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.past_duration import PastDuration
from mien_bridge.outputs.kinds import find_output_kinds
from mien_bridge.outputs.manager import OutputManager
from mien_bridge.runtime.console import write_result
from mien_bridge.runtime.gc_pauses import freeze_objects
from mien_bridge.runtime.log import log_to_stderr
from mien_bridge.runtime.stderr_copy import StderrCopy, copy_stderr
from mien_bridge.runtime.tasks import first_completed
from mien_bridge.tts import combine_installed
from mien_protocol.client import FacePicture, FaceRequest, StreamedFrame
from mien_protocol.client.sessions.operations import SessionOptions
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.sessions import Opened

__all__ = ["App", "build_app", "run_show"]

_RATE_HZ: Final = 60
_STATUS_S: Final = 0.25
_SWITCH_S: Final = 0.0005
_LAST_FRAMES_S: Final = 1.0
"""Time after which the last speech has been performed."""


@dataclass(frozen=True, slots=True)
class App:
    """Parts of a show."""

    daemon: Daemon
    keeper: SessionKeeper
    audio_input: AudioInput
    speech: SpeechRequests
    outputs: OutputManager
    takes: Takes
    films: Films
    show: Show


def run_show(options: ShowOptions) -> None:
    """Performs until its user or the system ends it, or the recording is over where that was wanted.

    Raises:
        MienError: If something that was asked for cannot be had.
    """
    # Its folder holds the daemon's token, and is readable by its user alone. The loop is the one of Windows that
    # watches sockets; elsewhere it is the usual one.
    with (
        tempfile.TemporaryDirectory(prefix="mien-live-", ignore_cleanup_errors=True) as folder,
        copy_stderr() as stderr,
        asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
    ):
        runner.run(_perform(options, Path(folder), stderr))


async def _perform(options: ShowOptions, folder: Path, stderr: StderrCopy) -> None:
    app = build_app(options, folder, stderr)
    # Sound and frames pass through several threads: by default each may keep the others waiting for 5 ms.
    sys.setswitchinterval(_SWITCH_S)
    log_to_stderr(quiet=True)
    # Failures of outputs are told in words.
    logging.getLogger("mien_bridge").setLevel(logging.ERROR)
    try:
        with _stopping() as stopped:
            await first_completed(
                stopped.wait(), app.daemon.keep(), app.keeper.keep(), app.audio_input.keep_time(),
                app.show.keep_publishing(), _tell_status(app, stderr), _run(app, options, stderr),
            )  # fmt: skip
    finally:
        await _close(app, stderr)


async def _check(app: App, options: ShowOptions) -> None:
    """Refuses early what cannot work, before anything is waited for."""
    asked = options.input
    if options.page is not None:
        from mien_bridge.web.app.server import open_listener

        open_listener(options.page).close()
    if asked.device is not None:
        await app.audio_input.find(asked.device)
    if asked.file is not None:
        with AudioFile(asked.file):
            pass


async def _run(app: App, options: ShowOptions, stderr: StderrCopy) -> None:
    """Begins once a session is on air; ends with the recording, if that was asked for."""
    is_over = asyncio.Event()
    await _check(app, options)
    load = partial(combine_installed, options.voice)
    await asyncio.gather(_begin(app, options, stderr), app.speech.load(load, is_required=options.voice is not None))
    async with AsyncExitStack() as stack:
        if options.page is not None:
            from mien_bridge.web.app.server import serve_web

            page = await stack.enter_async_context(serve_web(options.page, app.show, app.daemon.connection_file))
            stderr.say("studio and overlay (for OBS, a browser source); whoever has these addresses can speak as you:")
            write_result(page.studio_url)
            # The streaming program hears the microphone itself, and nobody wants to hear it twice.
            write_result(page.muted_overlay_url if options.input.kind in MICROPHONES else page.overlay_url)
        await _listen(app, options.input, stderr, is_over.set)
        freeze_objects()
        await is_over.wait()
        await asyncio.sleep(_LAST_FRAMES_S)
        if not options.until_end:
            await asyncio.Event().wait()


async def _begin(app: App, options: ShowOptions, stderr: StderrCopy) -> None:
    """Waits for the first session; says what takes so long where there is a photo."""
    photo = options.face.photo
    await app.daemon.ready()
    begun_s, past = time.monotonic(), PastDuration("face")
    if photo is not None:
        stderr.say(f"making the face of {photo.name}, {past.estimate()}")
    await app.keeper.begun()
    if photo is not None:
        past.write_s(time.monotonic() - begun_s)


async def _listen(app: App, asked: InputOptions, stderr: StderrCopy, over: Callable[[], None]) -> None:
    """Begins to hear what was asked for; `over` is called at a recording's end."""
    await app.audio_input.listen(asked.kind, asked.device, loopback=asked.is_loopback)
    if asked.kind != "microphone":
        await app.audio_input.look()
    if asked.file is not None:

        def tell(event: UtteranceEvent, utterance: Utterance) -> None:
            if utterance.sound.failure is not None:
                stderr.say(f"recording: {utterance.sound.failure}")
            if event is not UtteranceEvent.BEGUN:
                over()

        await app.speech.recording(asked.file, tell)


async def _tell_status(app: App, stderr: StderrCopy) -> None:
    words = StatusLines()
    while True:
        for line in words.lines(app.outputs.statuses()):
            stderr.say(line)
        await asyncio.sleep(_STATUS_S)


async def _close(app: App, stderr: StderrCopy) -> None:
    app.speech.close()
    app.takes.session_closed()
    await app.films.close()
    await app.audio_input.close()
    if not await asyncio.to_thread(app.outputs.close):
        stderr.say("an output does not respond; it was not closed")


@contextmanager
def _stopping() -> Iterator[asyncio.Event]:
    """An event that SIGINT, SIGTERM and SIGHUP set; a second signal ends the process at once."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    former: dict[int, Any] = {}

    def restore() -> None:
        while former:
            signal.signal(*former.popitem())

    def on_signal(_number: int, _frame: object) -> None:
        restore()
        loop.call_soon_threadsafe(stopped.set)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            former[number] = signal.signal(number, on_signal)
    try:
        yield stopped
    finally:
        restore()


def build_app(options: ShowOptions, folder: Path, stderr: StderrCopy) -> App:
    """Makes the parts; nothing is started but the outputs.

    Args:
        options: Of the show.
        folder: For what is needed only while it lasts, readable by its user alone.
        stderr: Where its user is told how it goes.

    Raises:
        MienError: If a file is of the wrong kind, or an output is set wrongly.
    """
    photo = options.face.photo
    face = FaceRequest(options.face.layout, options.face.size, options.face.rate_hz, "jpeg")
    daemon = _daemon(options, folder, stderr)
    outputs = OutputManager(find_output_kinds())
    takes = Takes(options.record, daemon.connection_file, stderr.say)
    films = Films(stderr.say)
    queue = SpeechQueue()
    speech = SpeechRequests(queue, stderr.say)
    keeper = SessionKeeper(daemon, _wishes(options, face), _FrameRouter(outputs, takes, speech, stderr.say))
    audio_input = AudioInput(keeper.send, SoundSystem(), stderr.say, queue)
    show = Show(
        keeper=keeper,
        audio_input=audio_input,
        speech=speech,
        outputs=outputs,
        takes=takes,
        films=films,
        face=face,
        takes_photos=options.face.is_possible,
        models=options.models,
    )
    if photo is not None:
        show.name_photo(photo.name, photo.data)
    if options.character is not None:
        show.set_character(options.character.name, options.character.data)
    audio_input.set_gate(options.input.gate)
    for request in options.outputs:
        outputs.add(request)
    return App(daemon, keeper, audio_input, speech, outputs, takes, films, show)


def _daemon(options: ShowOptions, folder: Path, stderr: StderrCopy) -> Daemon:
    if options.connection_file is not None:
        return ExternalDaemon(options.connection_file)
    asked = [] if options.face.is_possible else ["--no-face"]
    if options.models is not None:
        asked += ["--models", str(options.models)]
    return ManagedDaemon(folder / "daemon.json", asked, stderr)


def _wishes(options: ShowOptions, face: FaceRequest) -> SessionOptions:
    photo = options.face.photo
    return SessionOptions(
        pace="live",
        rate_hz=_RATE_HZ,
        seed=options.seed,
        audio_rate_hz=RATE_HZ,
        echo=True,
        controls=options.controls,
        avatar=None if photo is None else photo.data,
        face=None if photo is None else face,
    )


class _FrameRouter:
    """Routes the frames of the session on air to outputs and recordings, and has speech wait for one."""

    def __init__(
        self, outputs: OutputManager, takes: Takes, speech: SpeechRequests, say: Callable[[str], None]
    ) -> None:
        self._outputs = outputs
        self._takes = takes
        self._speech = speech
        self._say = say

    def daemon_slow(self) -> None:
        self._say("the daemon is busy and has not answered yet; it is asked again")

    def session_opened(self, welcome: Welcome, opened: Opened) -> None:
        self._say(f"on air: session {opened.session}")
        self._takes.session_opened(welcome, opened.topics)
        self._speech.go_on()

    def session_over(self, missed: int) -> None:
        self._speech.hold(missed)

    def session_closed(self, why: str) -> None:
        self._takes.session_closed()
        if why:
            self._say(f"off air: {why}; trying again")

    def frame(self, frame: StreamedFrame | FacePicture) -> None:
        self._outputs.send(frame)
