"""A stand-in for VTube Studio, strict, written from the documentation of its API and its ErrorID.cs.

It has no sockets: `studio_server` puts it behind a WebSocket, `studio_line` beside a client in one process. In
`test_others.py` clients that Mien did not write find in it what they expect.
"""

import json
import math
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

API = {"apiName": "VTubeStudioPublicAPI", "apiVersion": "1.0"}
SECOND_NS = 1_000_000_000

_ANGLES = {"FaceAngleX": 30.0, "FaceAngleY": 30.0, "FaceAngleZ": 90.0}
_POSITIONS = dict.fromkeys(("FacePositionX", "FacePositionY", "FacePositionZ"), 10.0)
_SIGNED = dict.fromkeys(("EyeLeftX", "EyeLeftY", "EyeRightX", "EyeRightY", "MouthX"), 1.0)
_PARTS = (
    "MouthSmile MouthOpen Brows TongueOut EyeOpenLeft EyeOpenRight CheekPuff BrowLeftY BrowRightY FaceAngry "
    "VoiceVolume VoiceFrequency VoiceVolumePlusMouthOpen VoiceFrequencyPlusMouthSmile MousePositionX MousePositionY"
)
DEFAULTS: dict[str, tuple[float, float]] = {
    **{name: (-most, most) for name, most in (_ANGLES | _POSITIONS | _SIGNED).items()},
    **dict.fromkeys(_PARTS.split(), (0.0, 1.0)),
}


class RefusalError(Exception):
    """An APIError."""

    def __init__(self, error_id: int, message: str) -> None:
        super().__init__(message)
        self.error_id = error_id


@dataclass
class Custom:
    """A custom parameter."""

    plugin: str
    explanation: str
    least: float
    most: float
    default: float


@dataclass
class Moved:
    """A parameter that a plugin moves."""

    plugin: str
    value: float
    at_ns: int


@dataclass
class Popup:
    """The question whether a plugin may."""

    session: "Session"
    request_id: str
    plugin: tuple[str, str]


@dataclass
class Session:
    """One connection.

    Attributes:
        send: Called with each message to the client.
        plugin: Who it is, once it is authenticated.
    """

    send: Callable[[str], None]
    plugin: tuple[str, str] | None = None


@dataclass
class Studio:
    """What all connections share. Every method may be called from any thread.

    Attributes:
        clock: Monotonic time, nanoseconds.
        is_api_on: Whether plugins are allowed at all.
        tokens: Of the plugins that the user allowed.
        customs: The custom parameters.
        moved: What plugins move, by parameter.
        face_found: What was said last; None if nothing.
        asked: Every request's message type and data, in order.
        popup: What the user is asked just now.
        popups: How often the user was asked.
    """

    clock: Callable[[], int] = lambda: 0
    is_api_on: bool = True
    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    customs: dict[str, Custom] = field(default_factory=dict)
    moved: dict[str, Moved] = field(default_factory=dict)
    face_found: bool | None = None
    asked: list[tuple[str, dict]] = field(default_factory=list)
    popup: Popup | None = None
    popups: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def take(self, session: Session, text: str | bytes) -> None:
        """Answers one message of a client."""
        with self.lock:
            request_id, kind = secrets.token_hex(16), ""
            try:
                request_id, kind, data = _request(text, request_id)
                self.asked.append((kind, data))
                answer = self._answer(session, request_id, kind, data)
            except RefusalError as refusal:
                answer, kind = {"errorID": refusal.error_id, "message": str(refusal)}, "APIErrorRequest"
            if answer is not None:
                self._send(session, request_id, _response(kind), answer)

    def leave(self, session: Session) -> None:
        """A connection has ended: what it moved is nobody's, and nobody waits for the user any more."""
        with self.lock:
            if self.popup is not None and self.popup.session is session:
                self.popup = None

    def allow(self) -> None:
        """The user clicks Allow."""
        with self.lock:
            popup, self.popup = self.popup, None
            token = secrets.token_urlsafe(32)
            self.tokens[token] = popup.plugin
            self._send(popup.session, popup.request_id, "AuthenticationTokenResponse", {"authenticationToken": token})

    def deny(self) -> None:
        """The user clicks Deny."""
        with self.lock:
            popup, self.popup = self.popup, None
            words = {"errorID": 50, "message": "User has denied API access for your plugin."}
            self._send(popup.session, popup.request_id, "APIError", words)

    def value(self, name: str) -> float | None:
        """What a plugin moves a parameter to; None if none does, or has not within the last second."""
        with self.lock:
            moved = self.moved.get(name)
            return moved.value if moved is not None and self._lives(moved) else None

    def kinds(self) -> list[str]:
        """The message types of all requests, in order."""
        with self.lock:
            return [kind for kind, _ in self.asked]

    def injected(self) -> list[dict]:
        """The data of all injections, in order."""
        with self.lock:
            return [data for kind, data in self.asked if kind == "InjectParameterDataRequest"]

    def _lives(self, moved: Moved) -> bool:
        return self.clock() - moved.at_ns <= SECOND_NS

    def _send(self, session: Session, request_id: str, kind: str, data: dict) -> None:
        message = {**API, "timestamp": 1_700_000_000_000 + self.clock() // 1_000_000}
        session.send(json.dumps({**message, "messageType": kind, "requestID": request_id, "data": data}))

    def _answer(self, session: Session, request_id: str, kind: str, data: dict) -> dict | None:
        if not self.is_api_on and kind != "APIStateRequest":
            raise RefusalError(1, "The user has deactivated API access.")
        open_to_all = {
            "APIStateRequest": self._state,
            "AuthenticationRequest": self._authentication,
        }
        if kind in open_to_all:
            return open_to_all[kind](session, data)
        if kind == "AuthenticationTokenRequest":
            self._ask_user(session, request_id, data)
            return None
        for_plugins = {
            "StatisticsRequest": self._statistics,
            "FaceFoundRequest": lambda _session, _data: {"found": bool(self.face_found)},
            "InputParameterListRequest": self._list,
            "ParameterValueRequest": self._value,
            "ParameterCreationRequest": self._create,
            "ParameterDeletionRequest": self._delete,
            "InjectParameterDataRequest": self._inject,
        }
        if kind not in for_plugins:
            raise RefusalError(7, f"Unknown request type: {kind}")
        if session.plugin is None:
            raise RefusalError(8, "Request requires authentication.")
        if session.plugin not in self.tokens.values():
            raise RefusalError(50, "User has revoked API access for your plugin.")
        return for_plugins[kind](session, data)

    def _state(self, session: Session, _data: dict) -> dict:
        known = session.plugin is not None
        return {"active": self.is_api_on, "vTubeStudioVersion": "1.9.0", "currentSessionAuthenticated": known}

    def _ask_user(self, session: Session, request_id: str, data: dict) -> None:
        plugin = _plugin(data, 52, 53)
        icon = data.get("pluginIcon")
        if icon is not None and not isinstance(icon, str):
            raise RefusalError(54, "Plugin icon is invalid.")
        if self.popup is not None:
            raise RefusalError(51, "A token request is currently ongoing.")
        self.popup = Popup(session, request_id, plugin)
        self.popups += 1

    def _authentication(self, session: Session, data: dict) -> dict:
        plugin = _plugin(data, 101, 102)
        token = data.get("authenticationToken")
        if not isinstance(token, str):
            raise RefusalError(100, "Authentication token is missing.")
        if self.tokens.get(token) != plugin:
            return {"authenticated": False, "reason": "Token invalid or revoked by user."}
        session.plugin = plugin
        return {"authenticated": True, "reason": "Token valid."}

    def _statistics(self, _session: Session, _data: dict) -> dict:
        return {
            "uptime": 1000,
            "framerate": 60,
            "vTubeStudioVersion": "1.9.0",
            "allowedPlugins": len(self.tokens),
            "connectedPlugins": 1,
            "startedWithSteam": False,
            "windowWidth": 1280,
            "windowHeight": 720,
            "windowIsFullscreen": False,
        }

    def _described(self, name: str) -> dict:
        if name in DEFAULTS:
            plugin, (least, most), default = "VTube Studio", DEFAULTS[name], 0.0
        else:
            custom = self.customs[name]
            plugin, (least, most), default = custom.plugin, (custom.least, custom.most), custom.default
        value = self.value(name)
        numbers = {"value": default if value is None else value, "min": least, "max": most, "defaultValue": default}
        return {"name": name, "addedBy": plugin, **numbers}

    def _list(self, _session: Session, _data: dict) -> dict:
        return {
            "modelLoaded": True,
            "modelName": "Ada",
            "modelID": "0" * 32,
            "customParameters": [self._described(name) for name in self.customs],
            "defaultParameters": [self._described(name) for name in DEFAULTS],
        }

    def _value(self, _session: Session, data: dict) -> dict:
        name = data.get("name")
        if name not in DEFAULTS and name not in self.customs:
            raise RefusalError(500, f"Parameter {name} not found.")
        return self._described(name)

    def _create(self, session: Session, data: dict) -> dict:
        name, explanation = data.get("parameterName"), data.get("explanation") or ""
        if not isinstance(name, str) or not 4 <= len(name) <= 32 or not (name.isascii() and name.isalnum()):
            raise RefusalError(350, "Parameter name is invalid.")
        numbers = [data.get(key) for key in ("min", "max", "defaultValue")]
        if not all(_is_number(number) and abs(number) <= 1_000_000 for number in numbers):
            raise RefusalError(351, "Parameter values are invalid.")
        if not isinstance(explanation, str) or len(explanation) >= 256:
            raise RefusalError(353, "Explanation is too long.")
        if name in DEFAULTS:
            raise RefusalError(354, "Default parameters cannot be created.")
        if name in self.customs and self.customs[name].plugin != session.plugin[0]:
            raise RefusalError(352, f"Parameter {name} was created by another plugin.")
        own = [custom for custom in self.customs.values() if custom.plugin == session.plugin[0]]
        if name not in self.customs and len(own) >= 100:
            raise RefusalError(355, "Limit of custom parameters per plugin exceeded.")
        if name not in self.customs and len(self.customs) >= 300:
            raise RefusalError(356, "Limit of custom parameters exceeded.")
        self.customs[name] = Custom(session.plugin[0], explanation, *numbers)
        return {"parameterName": name}

    def _delete(self, session: Session, data: dict) -> dict:
        name = data.get("parameterName")
        if name in DEFAULTS:
            raise RefusalError(403, "Default parameters cannot be deleted.")
        if name not in self.customs:
            raise RefusalError(401, "Parameter not found.")
        if self.customs[name].plugin != session.plugin[0]:
            raise RefusalError(402, "Parameter was created by another plugin.")
        del self.customs[name]
        self.moved.pop(name, None)
        return {"parameterName": name}

    def _inject(self, session: Session, data: dict) -> dict:
        mode, values = data.get("mode", "set"), data.get("parameterValues")
        found = data.get("faceFound", False)
        if mode not in ("set", "add"):
            raise RefusalError(455, "Mode is unknown.")
        if not isinstance(values, list) or not values or not isinstance(found, bool):
            raise RefusalError(450, "No data provided.")
        for entry in values:
            self._check(session, entry, mode)
        for entry in values:
            self.moved[entry["id"]] = Moved(session.plugin[0], float(entry["value"]), self.clock())
        self.face_found = found
        return {}

    def _check(self, session: Session, entry: object, mode: str) -> None:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise RefusalError(450, "No data provided.")
        if not _is_number(entry.get("value")) or abs(entry["value"]) > 1_000_000:
            raise RefusalError(451, "Value is invalid.")
        weight = entry.get("weight", 1)
        if not _is_number(weight) or not 0 <= weight <= 1:
            raise RefusalError(452, "Weight is invalid.")
        if entry["id"] not in DEFAULTS and entry["id"] not in self.customs:
            raise RefusalError(453, f"Parameter {entry['id']} not found.")
        moved = self.moved.get(entry["id"])
        if mode == "set" and moved is not None and moved.plugin != session.plugin[0] and self._lives(moved):
            raise RefusalError(454, f"Parameter {entry['id']} is controlled by another plugin.")


def _request(text: str | bytes, fallback_id: str) -> tuple[str, str, dict]:
    try:
        message = json.loads(text)
    except ValueError:
        raise RefusalError(2, "JSON is invalid.") from None
    if not isinstance(message, dict):
        raise RefusalError(2, "JSON is invalid.")
    if message.get("apiName") != API["apiName"]:
        raise RefusalError(3, "API name is invalid.")
    if message.get("apiVersion") != API["apiVersion"]:
        raise RefusalError(4, "API version is invalid.")
    request_id = message.get("requestID", fallback_id)
    if not isinstance(request_id, str) or not request_id.isascii() or not 1 <= len(request_id) <= 64:
        raise RefusalError(5, "Request ID is invalid.")
    kind = message.get("messageType")
    if not isinstance(kind, str) or not kind:
        raise RefusalError(6, "Request type is missing or empty.")
    data = message.get("data") or {}
    if not isinstance(data, dict):
        raise RefusalError(2, "JSON is invalid.")
    return request_id, kind, data


def _response(kind: str) -> str:
    return "APIError" if kind == "APIErrorRequest" else kind.removesuffix("Request") + "Response"


def _plugin(data: dict, name_error: int, developer_error: int) -> tuple[str, str]:
    name, developer = data.get("pluginName"), data.get("pluginDeveloper")
    if not isinstance(name, str) or not 3 <= len(name) <= 32:
        raise RefusalError(name_error, "Plugin name is invalid.")
    if not isinstance(developer, str) or not 3 <= len(developer) <= 32:
        raise RefusalError(developer_error, "Developer name is invalid.")
    return name, developer


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
