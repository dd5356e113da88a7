"""What the show tells its pages, put together from its parts."""

from mien_bridge.inputs.devices import Device
from mien_bridge.live.flow import FlowRates
from mien_bridge.live.listening import Listening
from mien_bridge.outputs.manager import OutputStatus
from mien_bridge.outputs.request import OutputKind
from mien_bridge.web import live_state as told

__all__ = ["device_info", "input_state", "kind_info", "output_state", "rates"]


def input_state(listening: Listening) -> told.InputState:
    """Where the sound comes from."""
    gate = listening.gate
    return told.InputState(
        listening.kind, listening.device, gate.threshold_dbfs, gate.push_to_talk, listening.mixer.gate.is_open
    )


def device_info(device: Device) -> told.Device:
    """Something that can be listened to."""
    return told.Device(device.id, device.name, device.is_loopback)


def output_state(output: OutputStatus) -> told.OutputState:
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


def kind_info(kind: OutputKind) -> told.OutputKindInfo:
    """A kind of output that can be added."""
    settings = (
        told.SettingInfo(one.name, one.type.value, one.default, tuple(one.choices), one.help) for one in kind.settings
    )
    return told.OutputKindInfo(kind.kind, kind.title, tuple(settings))


def rates(flow: FlowRates) -> told.Rates:
    """How the performance flows, no finer than a page can show."""
    return told.Rates(round(flow.motion_hz, 1), round(flow.face_hz, 1), round(flow.latency_ms))
