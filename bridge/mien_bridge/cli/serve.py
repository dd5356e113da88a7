"""`mien serve`: the daemon that engines talk to."""

import argparse
import logging
from typing import TYPE_CHECKING

from mien_bridge.cli.options import add_models, add_neutral
from mien_bridge.cli.server_options import add_server_options, parse_server_options
from mien_bridge.runtime.console import note, write_result
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
    from mien_bridge.tts import Synthesizer

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

_log = logging.getLogger(__name__)

SUMMARY = "run the daemon that engines talk to"

EXAMPLES = """\
examples:
  mien serve
  mien serve --port 0 --connection-file mien.json
  mien serve --host 192.168.1.20 --curve        (for other machines, encrypted)
  mien serve --no-face                          (motion only; starts without model files)

The first line on stdout is the path of the connection file, once the daemon is ready. It
holds the addresses and the token that clients need, and is removed at the end. Ctrl-C ends
the daemon.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    add_server_options(parser)
    parser.add_argument("--no-face", action="store_true", help="make no pictures, only motion")
    parser.add_argument(
        "--voice", metavar="NAME", help="the voice of texts that ask for none; `mien doctor` counts them"
    )
    add_neutral(parser)
    add_models(parser)


def run(args: argparse.Namespace) -> int:
    """Runs the daemon until it is interrupted."""
    from mien_bridge.daemon.server import Server
    from mien_bridge.offline.performance import find_pipeline_factory
    from mien_bridge.runtime.gc_pauses import freeze_objects
    from mien_bridge.runtime.signals import Interrupted

    options, security = parse_server_options(args)
    studio = None if args.no_face else _avatar_cache(args)
    try:
        with Server(options, security, find_pipeline_factory(), studio, _voices(args.voice)) as server:
            freeze_objects()
            write_result(str(options.connection_file))
            server.serve(args.checkpoint)
    except Interrupted:
        # The usual end of a daemon.
        return 0
    return 0


def _avatar_cache(args: argparse.Namespace) -> "AvatarCache":
    from mien_bridge.daemon.pictures.portraits import make_portrait_cache
    from mien_bridge.models.face import find_face_models

    return make_portrait_cache(find_face_models(args.models, note), neutral=args.neutral == "on")


def _voices(own_voice: str | None) -> "Synthesizer | None":
    """The synthesizer of texts; None where none is installed, which is no reason not to serve."""
    from mien_bridge.tts import combine_installed

    try:
        return combine_installed(own_voice)
    except MienError as error:
        if own_voice is not None:
            raise
        _log.info("say.unavailable", extra={"reason": str(error)})
        return None
