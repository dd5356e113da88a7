"""The parser of what is typed after `mien`."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

from mien_bridge.cli import bake, demo, doctor, head, live, record, replay, say, serve, stream, talk, verify, watch
from mien_bridge.cli.controls import join_negative_values
from mien_bridge.runtime.version import version
from mien_protocol.errors import MienError

__all__ = ["parse"]

Command = Callable[[], int]
Checkpoint = Callable[[], None]


class _Parser(argparse.ArgumentParser):
    """Reports a mistake like any other error, in one line."""

    def error(self, message: str) -> NoReturn:
        raise MienError(f"{message}; see `{self.prog} --help`")


def parse(arguments: list[str], checkpoint: Checkpoint) -> Command:
    """The command that the arguments ask for, ready to run; it returns the exit code.

    Args:
        arguments: What was typed after `mien`.
        checkpoint: Called now and then by commands that take long; it raises to stop them.

    Raises:
        MienError: If the arguments cannot be understood.
    """
    parser = _Parser(
        prog="mien",
        description="One photo and one voice become a living face.",
        epilog="`mien COMMAND --help` explains a command and shows examples.",
    )
    parser.add_argument("--version", action="version", version=f"mien {version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (talk, bake, live, serve, stream, say, watch, record, replay, head, verify, demo, doctor):
        name = module.__name__.rsplit(".", 1)[-1]
        command = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=module.SUMMARY,
            epilog=module.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, checkpoint=checkpoint, parser=command)
    args, unknown = parser.parse_known_args(join_negative_values(arguments))
    if hasattr(args, "files") and not any(argument.startswith("-") for argument in unknown):
        # argparse takes files of any number from one place only; people write options between them.
        args.files += map(Path, unknown)
        unknown = []
    if unknown:
        # `parse_args` would point to the help of `mien`, which does not show a command's options.
        args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return partial(args.run, args)
