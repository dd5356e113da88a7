"""A client of the daemon: `with Client() as client: session = client.open_session()`."""

from pathlib import Path
from typing import Final

from mien_protocol.client.bake_job import BakeJob
from mien_protocol.client.blocking_driver import BlockingDriver
from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.properties import ClientProperties
from mien_protocol.client.session import ClientSession, SessionView
from mien_protocol.client.sessions.operations import bake, open_session, snapshot, watch
from mien_protocol.client.sessions.sound_source import Pcm, SoundSource
from mien_protocol.connection_file import default_connection_file
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.messages.snapshot import SessionSnapshot

__all__ = ["PATIENCE_S", "Client"]

PATIENCE_S: Final = 10.0
"""Default time to wait for the answer to a request."""


class Client(ClientProperties):
    """A connection to a daemon, with its sessions and bakes; use it in a `with`.

    It has no thread: everything happens within calls, of the client or of its sessions and bakes, one thread at a
    time. A daemon that hears nothing for three heartbeats ends the sessions; `turn` is for whoever has nothing else
    to call.
    """

    def __init__(
        self,
        connection_file: Path | None = None,
        *,
        name: str = "mien_protocol",
        patience_s: float = PATIENCE_S,
        environment: Environment | None = None,
    ) -> None:
        """Connects and says hello.

        Args:
            connection_file: Which the daemon has written; None for where `mien serve` writes it.
            name: What the daemon's log calls the client.
            patience_s: How long the answer to a request is waited for.
            environment: Clock and sockets; None for the system's.

        Raises:
            DaemonBusyError: If it is there, but does not answer in time.
            MienError: If no daemon has written the file, or none listens, or it refuses.
        """
        self._patience_s = patience_s
        super().__init__(Connection(connection_file or default_connection_file(), name, environment or Environment()))
        self._driver = BlockingDriver(self._connection)
        self._driver.run(self._connection.connect(patience_s))

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.close()

    def open_session(
        self,
        *,
        pace: str = "live",
        rate_hz: int = 60,
        latents: bool = False,
        seed: int | None = None,
        audio_rate_hz: int = 16_000,
        echo: bool = False,
        controls: PartialControls | None = None,
        avatar: bytes | None = None,
        avatar_sha256: str | None = None,
        face: FaceRequest | None = None,
    ) -> ClientSession:
        """Opens a session and subscribes to its streams.

        Args:
            pace: `live`, motion as audio arrives; `speak`, audio may come at once and is paced to playback.
            rate_hz: Frames of motion a second, 24..120.
            latents: True if frames carry the motion latent.
            seed: Chooses a performance; None lets the sound choose it.
            audio_rate_hz: Samples a second of what will be pushed, 8000..48000.
            echo: True if the sound comes back with its media time, as `sound` and `ready_sound` give it.
            controls: Controls to begin with.
            avatar: A photo, JPEG, PNG or WebP, for pictures; its first session takes some seconds to open.
            avatar_sha256: A photo that this daemon has seen, in place of `avatar`: `session.opened.avatar_sha256`.
            face: The pictures to make of it, as `faces` and `newest_face` give them.

        Raises:
            ProtocolError: If the daemon refuses, with its words.
            DaemonSilentError: If it does not answer.
            MienError: If it does not do what is asked for at all.
        """
        core = self._driver.run(
            open_session(
                self._connection,
                {
                    "pace": pace,
                    "rate_hz": rate_hz,
                    "latents": latents,
                    "seed": seed,
                    "audio_rate_hz": audio_rate_hz,
                    "echo": echo,
                    "controls": controls or PartialControls(),
                    "avatar": avatar,
                    "avatar_sha256": avatar_sha256,
                    "face": face,
                },
                self._patience_s,
            )
        )
        return ClientSession(core, self._driver)

    def sessions(self) -> list[str]:
        """The names of all sessions there are, whoever opened them; raises as `open_session` does."""
        return [one.session for one in self.snapshot()]

    def snapshot(self, session: str | None = None) -> tuple[SessionSnapshot, ...]:
        """All sessions, or one alone, with the headers of their streams; raises as `open_session` does."""
        return self._driver.run(snapshot(self._connection, session, self._patience_s))

    def watch(self, session: str, *, face: bool = False, sound: bool = False) -> SessionView:
        """Watches a session that another client has opened.

        Args:
            session: Its name, one of `sessions()`.
            face: True if its pictures are wanted, too, where there are any: up to 40 MB a second.
            sound: True if its sound is wanted, too, where it is echoed.

        Raises:
            ProtocolError: If there is no such session.
            DaemonSilentError: If the daemon does not answer.
        """
        core = self._driver.run(watch(self._connection, session, face=face, sound=sound, patience_s=self._patience_s))
        return SessionView(core, self._driver)

    def bake(
        self,
        pcm: Pcm,
        *,
        audio_rate_hz: int,
        rate_hz: int = 60,
        seed: int | None = None,
        controls: PartialControls | None = None,
        latents: bool = False,
        samples: int | None = None,
    ) -> BakeJob:
        """Starts turning all of a sound into motion, as fast as the daemon can.

        Args:
            pcm: Mono, int16: an array of shape (samples,), or such arrays one after the other, which are asked for
                as the daemon has room, so that a recording of any length need not be held.
            audio_rate_hz: Samples a second, 8000..48000.
            rate_hz: Frames of motion a second, 24..120.
            seed: Chooses a performance; None lets the sound choose it.
            controls: Controls of the performance.
            latents: True if the motion carries its latents.
            samples: How many there are in all, where `pcm` comes in pieces: for `BakeJob.progress`.

        Raises:
            ProtocolError: If the daemon refuses, with its words.
            DaemonSilentError: If it does not answer.
            MienError: If it does not bake.
        """
        core = self._driver.run(
            bake(
                self._connection,
                SoundSource(pcm, samples),
                {
                    "audio_rate_hz": audio_rate_hz,
                    "rate_hz": rate_hz,
                    "seed": seed,
                    "controls": controls or PartialControls(),
                    "latents": latents,
                },
                self._patience_s,
            )
        )
        return BakeJob(core, self._driver)

    def turn(self, timeout_s: float = 0.0) -> None:
        """Takes what has come, or comes first within the time, and gives the daemon a sign of life."""
        self._driver.turn(timeout_s)

    def close(self) -> None:
        """Closes the connection; the daemon ends sessions that were not closed."""
        self._connection.close()
