"""`mien live`: a live show with one command."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mien_bridge.cli.controls import CONTROL_NAMES, ControlOptions, add_controls
from mien_bridge.cli.options import read_photo
from mien_bridge.cli.session_options import find_connection_file
from mien_bridge.live.choices import KEYS, Choices
from mien_bridge.runtime.console import write_result
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.live.options import FaceOptions, InputOptions, NamedFile, ShowOptions
    from mien_bridge.live.profile import Profile
    from mien_bridge.outputs.request import OutputRequest

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "go live: your voice, a face, a page for OBS, and programs that show a character"

EXAMPLES = """\
examples:
  mien live --photo me.jpg
  mien live --photo me.jpg --mic USB --gate -45 --vts
  mien live --character me.vrm --vmc 127.0.0.1:39539
  mien live --photo me.jpg --audio speech.wav --record takes
  mien live --profile show.toml
  mien live --list-devices

Two lines come on stdout: the studio, where all can be changed while it runs, and the overlay
for OBS, a browser source. Both hold a token: who has it can speak as you. Ctrl-C ends the show.
"""

_OUTPUTS = {
    "vmc": "VMC over UDP: VSeeFace, Warudo, VNyan, VMagicMirror, Unity",
    "vts": "VTube Studio; without HOST:PORT it is searched for",
    "ifacialmocap": "programs that know the iFacialMocap app; without HOST:PORT those that ask it are answered",
    "livelink": "Live Link Face, for Unreal",
    "osc": "any program that takes OSC; see --osc-template",
}
_BARE: dict[str, dict[str, Any]] = {"vts": {}, "ifacialmocap": {"way": "answer"}}
"""Default of an output of which no address is named: VTube Studio is looked for, iFacialMocap's programs ask."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    _add_input(parser)
    _add_face(parser)
    _add_outputs(parser)
    _add_page(parser)
    add_controls(parser)
    # The profile decides what was not typed.
    parser.set_defaults(**dict.fromkeys((*CONTROL_NAMES, "seed")))


def run(args: argparse.Namespace) -> int:
    """Runs the show until it is ended."""
    if args.list_devices:
        return _list_devices()
    profile = _merged(args)
    if args.save_profile is not None:
        from mien_bridge.live.profile import write_profile

        write_profile(args.save_profile, profile)
        write_result(str(args.save_profile))
        return 0
    from mien_bridge.live.app import run_show

    run_show(_options(profile))
    return 0


def _add_input(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("input", "what is heard (default: the system's microphone)")
    kinds = group.add_mutually_exclusive_group()
    kinds.add_argument("--mic", nargs="?", const=True, metavar="DEVICE", help="a microphone, by number or part of name")
    kinds.add_argument("--audio", type=Path, metavar="FILE", help="a recording in place of a microphone")
    kinds.add_argument("--no-input", **_switch("texts, and what the page or an agent sends"))
    group.add_argument("--loopback", **_switch("what other programs play, in place of a microphone"))
    group.add_argument("--gate", type=KEYS["gate"].read, metavar="DBFS", help="hear what is louder, such as -45")
    group.add_argument("--push-to-talk", **_switch("hear only while the page's key is held"))
    group.add_argument("--voice", metavar="NAME", help="the voice of texts that ask for none")
    group.add_argument("--until-end", **_switch("end with the recording"))
    group.add_argument("--list-devices", action="store_true", help="list what can be listened to, and end")


def _add_face(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("face")
    faces = group.add_mutually_exclusive_group()
    faces.add_argument("--photo", type=Path, metavar="FILE", help="whose face is drawn")
    faces.add_argument("--no-face", **_switch("motion only; needs no model files"))
    group.add_argument("--character", type=Path, metavar="FILE", help="a VRM or GLB that the page shows")
    group.add_argument("--size", type=KEYS["size"].read, metavar="N", help="longer side of a picture (default: 512)")
    group.add_argument("--face-fps", type=KEYS["face_fps"].read, metavar="N", help="pictures a second (default: 40)")
    group.add_argument(
        "--layout", type=KEYS["layout"].read, metavar="L", help="portrait, cutout or texture (default: portrait)"
    )
    group.add_argument("--models", type=Path, metavar="DIR", help="folder with the model files")


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("outputs", "each may be given several times")
    for kind, purpose in _OUTPUTS.items():
        bare: dict[str, Any] = {"nargs": "?", "const": ""} if kind in _BARE else {}
        group.add_argument(f"--{kind}", action="append", metavar="HOST:PORT", help=purpose, **bare)
    group.add_argument("--osc-template", type=Path, metavar="FILE", help="a text file that says what --osc sends")
    group.add_argument("--camera", **_switch("a virtual camera that shows the face"))
    group.add_argument("--record", type=Path, metavar="FOLDER", help="record what is on air, for `mien replay`")


def _add_page(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("page, daemon, profile")
    group.add_argument("--host", metavar="ADDRESS", help="where the page is (default: 127.0.0.1)")
    group.add_argument("--port", type=KEYS["port"].read, metavar="N", help="its port (default: 5580); 0 for any")
    group.add_argument("--name", action="append", metavar="NAME", help="other names or addresses of this machine")
    group.add_argument("--allow-origin", action="append", metavar="ORIGIN", help="other pages that may connect")
    group.add_argument("--no-page", **_switch("no page at all"))
    group.add_argument("--connection-file", type=Path, metavar="FILE", help="use a daemon that runs already")
    group.add_argument("--profile", type=Path, metavar="FILE", help="options from a TOML file; those typed here win")
    group.add_argument("--save-profile", type=Path, metavar="FILE", help="write the options into a profile, and end")


def _switch(purpose: str) -> dict[str, Any]:
    return {"action": "store_const", "const": True, "help": purpose}


def _list_devices() -> int:
    from mien_bridge.inputs.portaudio import SoundSystem

    devices = SoundSystem().devices()
    if not devices:
        raise MienError("there is nothing to listen to; plug in a microphone, and check that its use is allowed")
    for number, device in enumerate(devices):
        marks = [word for word, is_so in (("loopback", device.is_loopback), ("default", device.is_default)) if is_so]
        write_result("  ".join([str(number), device.name, *(f"({mark})" for mark in marks), device.id]))
    return 0


def _merged(args: argparse.Namespace) -> "Profile":
    """Merges what was typed with what the profile says."""
    from mien_bridge.live.profile import Profile, read_profile

    profile = Profile() if args.profile is None else read_profile(args.profile)
    typed = Choices(**{name: getattr(args, name) for name in KEYS})
    return Profile(typed.over(profile.choices), _outputs(args, profile))


def _outputs(args: argparse.Namespace, profile: "Profile") -> "tuple[OutputRequest, ...]":
    """The outputs that were typed, and those of the profile whose kinds were not."""
    from mien_bridge.live.profile import free_name
    from mien_bridge.outputs.kinds import find_output_kind
    from mien_bridge.outputs.request import OutputRequest

    typed: list[tuple[str, dict[str, Any]]] = [
        (kind, {"to": place} if place else _BARE[kind]) for kind in _OUTPUTS for place in getattr(args, kind) or []
    ]
    if args.osc_template is not None and not args.osc:
        raise MienError("--osc-template says what --osc sends: give --osc HOST:PORT, too")
    if args.osc_template is not None:
        template = _text(args.osc_template)
        typed = [(kind, {**one, "template": template} if kind == "osc" else one) for kind, one in typed]
    if args.camera:
        typed.append(("camera", {}))
    kept = [one for one in profile.outputs if one.kind not in dict(typed)]
    for kind, settings in typed:
        name = free_name(kind, [one.name for one in kept])
        kept.append(OutputRequest(kind, name, find_output_kind(kind).filled(settings)))
    return tuple(kept)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MienError(f"cannot read the template {path}: {error}; give a text file") from error


def _options(profile: "Profile") -> "ShowOptions":
    """The show that was asked for."""
    from mien_bridge.daemon.performance.wire_controls import to_wire_controls
    from mien_bridge.live.options import ShowOptions
    from mien_bridge.web.options import WebOptions

    choices = profile.choices
    web = WebOptions(
        **_given(host=choices.host, port=choices.port),
        names=tuple(choices.name or ()),
        origins=tuple(choices.allow_origin or ()),
    )
    controls = ControlOptions(**_given(**{name: getattr(choices, name) for name in CONTROL_NAMES}))
    file = choices.connection_file
    return ShowOptions(
        input=_input(choices),
        face=_face(choices),
        controls=to_wire_controls(controls.controls()),
        outputs=profile.outputs,
        page=None if choices.no_page else web,
        connection_file=None if file is None else find_connection_file(file),
        character=_file(choices.character),
        record=choices.record,
        voice=choices.voice,
        models=choices.models,
        **_given(seed=choices.seed, until_end=choices.until_end),
    )


def _input(choices: Choices) -> "InputOptions":
    from mien_bridge.inputs.gate import GateOptions
    from mien_bridge.live.options import InputOptions

    gate = GateOptions(choices.gate, push_to_talk=bool(choices.push_to_talk))
    if choices.audio is not None:
        return InputOptions("file", file=choices.audio, gate=gate)
    if choices.until_end:
        raise MienError("--until-end is for recordings: give --audio FILE, too")
    if choices.no_input:
        return InputOptions("none", gate=gate)
    named = choices.mic if isinstance(choices.mic, str) else None
    return InputOptions("microphone", named, bool(choices.loopback), gate=gate)


def _face(choices: Choices) -> "FaceOptions":
    from mien_bridge.live.options import FaceOptions

    named = _given(size=choices.size, rate_hz=choices.face_fps, layout=choices.layout)
    return FaceOptions(_file(choices.photo), is_possible=not choices.no_face, **named)


def _file(path: Path | None) -> "NamedFile | None":
    from mien_bridge.live.options import NamedFile

    return None if path is None else NamedFile(path.name, read_photo(path))


def _given(**arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """The arguments that are not None: the others keep their defaults."""
    return {name: value for name, value in arguments.items() if value is not None}
