"""Constants of the C# core that are written by hand, because they carry logic, are the protocol's."""

import re
from dataclasses import asdict

import pytest

from mien_protocol.errors import ErrorCode
from mien_protocol.limits import DEFAULT_LIMITS
from protocol.generator.text import pascal
from tests.plugins.unity.toolchain.project import PACKAGE

pytestmark = pytest.mark.unit

CORE = PACKAGE / "Runtime" / "Core"


def test_the_limits_are_the_protocols():
    text = (CORE / "Wire" / "Limits.cs").read_text(encoding="utf-8")
    found = {name: int(value) for name, value in re.findall(r"public int (\w+) \{.*?\} = ([\d_]+);", text)}
    declared = {pascal(name): value for name, value in asdict(DEFAULT_LIMITS).items()}
    assert found == {"TextBytes" if name == "StrBytes" else name: value for name, value in declared.items()}


def test_the_error_codes_are_the_protocols():
    text = (CORE / "Errors" / "ErrorCodes.cs").read_text(encoding="utf-8")
    found = set(re.findall(r'public const string \w+ = "(\w+)";', text))
    # Two are the client's own; the gateway's is for browsers.
    assert found - {"disconnected", "abandoned"} == {code.value for code in ErrorCode} - {"no_daemon"}
