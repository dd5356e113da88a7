"""Views of a show's state: for its pages, and for the terminal."""

from mien_bridge.inputs.devices import Device
from mien_bridge.live.audio_input import AudioInput
from mien_bridge.live.stream_meter import StreamRates
from mien_bridge.outputs.manager import OutputStatus
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.worker_status import WorkerState
from mien_bridge.tts import Voice
from mien_bridge.web import live_state as told

__all__ = ["StatusLines", "view_device", "view_input", "view_kind", "view_output", "view_rates", "view_voice"]


def view_input(audio_input: AudioInput) -> told.InputState:
    """The source of the sound."""
    gate = audio_input.gate
    return told.InputState(
        audio_input.kind,
        audio_input.device,
        gate.threshold_dbfs,
        gate.push_to_talk,
        audio_input.mixer.gate.is_open,
        audio_input.note,
    )


def view_device(device: Device) -> told.Device:
    """Something that can be listened to."""
    return told.Device(device.id, device.name, device.is_loopback)


def view_output(output: OutputStatus) -> told.OutputState:
    """One output."""
    request, status = output.request, output.status
    return told.OutputState(
        request.name,
        request.kind,
        dict(request.settings),
        output.is_on,
        status.state.value,
        status.note,
        status.sent,
        status.dropped,
    )


def view_kind(kind: OutputKind) -> told.OutputKindInfo:
    """A kind of output that can be added."""
    settings = (
        told.SettingInfo(one.name, one.type.value, one.default, tuple(one.choices), one.help) for one in kind.settings
    )
    return told.OutputKindInfo(kind.kind, kind.title, tuple(settings))


def view_voice(voice: Voice) -> told.VoiceInfo:
    """A voice that texts may ask for."""
    return told.VoiceInfo(voice.name, voice.description)


def view_rates(meter: StreamRates) -> told.Rates:
    """Rates of the performance, no finer than a page can show."""
    return told.Rates(round(meter.motion_hz, 1), round(meter.face_hz, 1), round(meter.latency_ms))


class StatusLines:
    """Lines about outputs whose status has changed."""

    def __init__(self) -> None:
        """Starts with nothing reported."""
        self._told: dict[str, tuple[WorkerState, str]] = {}

    def lines(self, outputs: list[OutputStatus]) -> list[str]:
        """Lines for the outputs that changed; reopening is not worth one."""
        standing = {one.request.name: (one.status.state, one.status.note) for one in outputs}
        lines = [f"output {name}: removed" for name in self._told if name not in standing]
        self._told = {name: told for name, told in self._told.items() if name in standing}
        for name, (state, note) in standing.items():
            if state is WorkerState.OPENING or self._told.get(name) == (state, note):
                continue
            if state is not WorkerState.OFF or name in self._told:
                lines.append(f"output {name}: {state.value}{f', {note}' if note else ''}")
            self._told[name] = (state, note)
        return lines
