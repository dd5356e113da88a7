"""One run of a show, from its first process to the last."""

import asyncio
import logging
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from mien_bridge.inputs.speech_queue import Utterance, UtteranceEvent
from mien_bridge.live.options import InputOptions, ShowOptions
from mien_bridge.live.parts import Parts, parts
from mien_bridge.live.saying_status import StatusWords
from mien_bridge.media.audio import AudioFile
from mien_bridge.runtime.console import write_result
from mien_bridge.runtime.first_completed import first_completed
from mien_bridge.runtime.gc_pauses import freeze_objects
from mien_bridge.runtime.log import log_to_stderr
from mien_bridge.runtime.stderr_copy import StderrCopy, copy_stderr
from mien_bridge.tts import combine_installed
from mien_protocol.errors import MienError

__all__ = ["perform"]

_STATUS_S: Final = 0.25
_SWITCH_S: Final = 0.0005
_LAST_FRAMES_S: Final = 1.0
"""What was said last has become a face by then."""


def perform(options: ShowOptions) -> None:
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
    show = parts(options, folder, stderr)
    # Sound and frames pass through several threads: by default each may keep the others waiting for 5 ms.
    sys.setswitchinterval(_SWITCH_S)
    log_to_stderr(quiet=True)
    # What outputs fail at is told in words.
    logging.getLogger("mien_bridge").setLevel(logging.ERROR)
    try:
        with _stopping() as stopped:
            await first_completed(
                stopped.wait(), show.daemon.keep(), show.air.keep(), show.listening.keep_time(),
                show.show.keep_telling(), _tell_status(show, stderr), _run(show, options, stderr),
            )  # fmt: skip
    finally:
        await _close(show, stderr)


async def _check(show: Parts, options: ShowOptions) -> None:
    """Says what cannot be had before anything is waited for."""
    asked = options.input
    if options.page is not None:
        from mien_bridge.web.server import open_listener

        open_listener(options.page).close()
    if asked.device is not None:
        await show.listening.find(asked.device)
    if asked.file is not None:
        with AudioFile(asked.file):
            pass


async def _run(show: Parts, options: ShowOptions, stderr: StderrCopy) -> None:
    """Begins, once somebody is on air, and waits for the end of the recording, if that is the show's."""
    is_over = asyncio.Event()
    await _check(show, options)
    load = partial(combine_installed, options.voice)
    await asyncio.gather(show.air.begun(), show.speaking.load(load, is_required=options.voice is not None))
    async with AsyncExitStack() as stack:
        if options.page is not None:
            from mien_bridge.web.server import serve_web

            page = await stack.enter_async_context(serve_web(options.page, show.show, show.daemon.connection_file))
            stderr.say("studio and overlay (for OBS, a browser source); whoever has these addresses can speak as you:")
            write_result(page.studio_url)
            write_result(page.overlay_url)
        await _listen(show, options.input, stderr, is_over.set)
        freeze_objects()
        await is_over.wait()
        await asyncio.sleep(_LAST_FRAMES_S)
        if not options.until_end:
            await asyncio.Event().wait()


async def _listen(show: Parts, asked: InputOptions, stderr: StderrCopy, over: Callable[[], None]) -> None:
    """Begins to hear what was asked for; `over` is called at a recording's end."""
    if asked.kind != "microphone":
        try:
            await show.listening.look()
        except MienError as error:
            stderr.say(f"microphone: {error}")
    await show.listening.listen(asked.kind, asked.device, loopback=asked.is_loopback)
    if asked.file is not None:

        def tell(event: UtteranceEvent, utterance: Utterance) -> None:
            if utterance.sound.failure is not None:
                stderr.say(f"recording: {utterance.sound.failure}")
            if event is not UtteranceEvent.BEGUN:
                over()

        await show.speaking.recording(asked.file, tell)


async def _tell_status(show: Parts, stderr: StderrCopy) -> None:
    words = StatusWords()
    while True:
        for line in words.lines(show.outputs.statuses()):
            stderr.say(line)
        await asyncio.sleep(_STATUS_S)


async def _close(show: Parts, stderr: StderrCopy) -> None:
    show.speaking.close()
    show.takes.off_air()
    await show.listening.close()
    if not await asyncio.to_thread(show.outputs.close):
        stderr.say("an output hangs; it is left behind")


@contextmanager
def _stopping() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C and polite kills set; a second one ends everything at once."""
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
