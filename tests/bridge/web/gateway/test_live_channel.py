"""The channel between a page and the show."""

import asyncio

import pytest

from mien_bridge.web.live_requests import (
    LIVE_REQUESTS,
    AddOutput,
    PageAudio,
    SetCharacter,
    SetInput,
    SetLiveControls,
    SetPhoto,
    Speak,
)
from mien_bridge.web.live_state import (
    ActiveAvatar,
    ActiveCharacter,
    Device,
    InputState,
    LiveLevel,
    LiveState,
    OutputKindInfo,
    OutputState,
    Rates,
    SettingInfo,
    VoiceInfo,
)
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from tests.bridge.web.serving import page, run, serving
from tests.bridge.web.show import Show
from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.e2e

FULL = LiveState(
    session="k3v9",
    daemon="up",
    input=InputState("microphone", "2", -50.0, True, False),
    avatar=ActiveAvatar("me.jpg", "0" * 64),
    character=ActiveCharacter("me.vrm", "vrm", 3),
    devices=(Device("2", "USB", is_loopback=True),),
    voices=(VoiceInfo("de", "German"),),
    making="new.jpg",
    takes_photos=False,
    outputs=(OutputState("a", "vmc", {"to": "127.0.0.1:1", "period": 2, "is_new": True}, True, "failed", "why", 5, 1),),
    output_kinds=(OutputKindInfo("vmc", "VMC", (SettingInfo("to", "choice", None, ("a", "b"), "where"),)),),
    recording="show.tap",
    controls={"emotion": "happy", "blink_rate_per_min": None},
    rates=Rates(60.0, 40.0, 83.5),
)


def live(scenario):
    """Runs a scenario with a page that is known; there is no daemon, which the show does not mind."""

    def test(tmp_path):
        async def go():
            show = Show()
            async with serving(tmp_path / "daemon.json", show) as server:
                async with page(server, says_hello=False) as browser:
                    await browser.ask("hello", protocol=[1, 0], client="test", token=server.token)
                    await browser.told("live_state")
                    await scenario(browser, show)
                await gone(show)

        run(go())

    test.__name__, test.__doc__ = scenario.__name__, scenario.__doc__
    return test


async def gone(show):
    """Until the show tells nobody any more."""
    while show.listeners:
        await asyncio.sleep(0)


async def answer(browser, kind, /, payload=None, **fields):
    number = await browser.ask(kind, channel="live", payload=payload, **fields)
    return (await browser.until(lambda _, header: isinstance(header, dict) and header.get("re") == number))[1]


@live
async def test_a_page_is_told_what_changes(browser, show):
    show.tell(FULL)
    told = await browser.told("live_state")
    assert told["session"] == "k3v9"
    assert told["avatar"] == {"name": "me.jpg", "sha256": "0" * 64}
    assert (told["making"], told["takes_photos"]) == ("new.jpg", False)
    assert told["voices"] == [{"name": "de", "title": "German"}]
    assert told["character"] == {"name": "me.vrm", "kind": "vrm", "revision": 3}
    assert told["input"] == {
        "kind": "microphone",
        "device": "2",
        "gate_dbfs": -50.0,
        "push_to_talk": True,
        "is_open": False,
        "note": "",
    }
    assert told["outputs"][0]["settings"] == {"to": "127.0.0.1:1", "period": 2, "is_new": True}
    assert told["output_kinds"][0]["settings"][0]["choices"] == ["a", "b"]
    assert told["controls"] == {"emotion": "happy", "blink_rate_per_min": None}
    show.tell(LiveLevel(-23.5, True))
    assert await browser.told("live_level") == {"type": "live_level", "dbfs": -23.5, "is_open": True}


@live
async def test_what_the_show_must_not_tell_is_not_told(browser, show):
    """A level that is none is a defect of the show, and must not end its loop."""
    show.tell(LiveLevel(float("-inf"), True))
    show.tell(LiveLevel(-1.0, True))
    assert (await browser.told("live_level"))["dbfs"] == -1.0


@live
async def test_the_show_is_asked_and_answers(browser, show):
    requests = (
        ("set_input", {"kind": "microphone", "device": "2", "gate_dbfs": -40, "push_to_talk": False}),
        ("speak", {"text": "Hello", "voice": None}),
        ("set_photo", {"name": "me.png", "data": b"png"}),
        ("set_character", {"name": "me.vrm", "data": b"x" * 100_000}),
        ("add_output", {"kind": "vmc", "name": "a", "settings": {"to": "127.0.0.1:39539", "period": 1}}),
        ("set_controls", {"controls": {"emotion": "sad", "blink_rate_per_min": None, "unknown": 1}}),
    )
    for kind, fields in requests:
        done = await answer(browser, kind, **fields)
        assert done == {"type": "live_done", "re": done["re"]}
    numbers = [request.id for request in show.asked]
    assert show.asked == [
        SetInput(numbers[0], "microphone", "2", -40.0, False),
        Speak(numbers[1], "Hello"),
        SetPhoto(numbers[2], "me.png", b"png"),
        SetCharacter(numbers[3], "me.vrm", b"x" * 100_000),
        AddOutput(numbers[4], "vmc", "a", {"to": "127.0.0.1:39539", "period": 1}),
        SetLiveControls(numbers[5], {"emotion": "sad", "blink_rate_per_min": None}),
    ]


@live
async def test_what_the_browser_hears_is_handed_on_without_an_answer(browser, show):
    await browser.send("live", {"type": "page_audio", "rate_hz": 44_100}, b"\x01\x00\xff\x7f")
    await answer(browser, "interrupt")
    assert show.asked[0] == PageAudio(44_100, b"\x01\x00\xff\x7f")
    assert not [header for _, header, *_ in browser.waiting if header.get("re") == 0]


@live
async def test_a_refusal_is_told_in_the_shows_words(browser, show):
    show.refuse = MienError("there is no microphone; plug one in")
    refused = await answer(browser, "record", is_on=True)
    assert (refused["type"], refused["message"]) == ("live_error", "there is no microphone; plug one in")
    show.refuse = ProtocolError(ErrorCode.AVATAR, "two faces in the photo", "crop it")
    refused = await answer(browser, "record", is_on=True)
    assert (refused["message"], refused["hint"]) == ("two faces in the photo", "crop it")
    await browser.send("live", {"type": "page_audio", "rate_hz": 44_100}, b"\x01\x00")
    assert (await browser.told("live_error"))["re"] == 0


@live
async def test_a_defect_of_the_show_is_the_requests_alone(browser, show):
    show.refuse = ZeroDivisionError("not for pages")
    refused = await answer(browser, "interrupt")
    assert "a defect of Mien" in refused["message"]
    assert "not for pages" not in str(refused)
    show.refuse = None
    assert (await answer(browser, "interrupt"))["type"] == "live_done"


@live
async def test_requests_that_are_none_are_refused_before_the_show(browser, show):
    for kind, fields, words in (
        ("dance", {}, "the show knows set_input, talk"),
        ("set_input", {"kind": "ear"}, "expected one of microphone, file, page, none"),
        ("set_input", {"kind": "none", "gate_dbfs": 3}, "expected a number -100..0"),
        ("speak", {}, "speak.text: expected a value, got none"),
        ("speak", {"text": "a" * 10_001}, "at most 10000 characters"),
        ("play", {"name": "a.wav", "data": "text"}, "play.data: expected bytes"),
        ("add_output", {"kind": "vmc", "name": "a", "settings": {"to": [1]}}, "expected text, a number, true or false"),
        ("talk", {"is_down": 1}, "expected true or false"),
        ("set_controls", {"controls": {"head_gain": 9}}, "expected a number 0..2"),
    ):
        refused = await answer(browser, kind, **fields)
        assert refused["type"] == "live_error"
        assert words in refused["message"], refused
    refused = await answer(browser, "interrupt", payload=b"sound")
    assert "interrupt: expected no payload" in refused["message"]
    await browser.send("live", {"type": "interrupt"})
    unnumbered = await browser.told("error")
    assert (unnumbered["code"], unnumbered["re"]) == ("malformed", 0)
    assert show.asked == []


@live
async def test_only_so_much_is_asked_at_a_time(browser, show):
    free = asyncio.Event()

    async def ask(request):
        show.asked.append(request)
        await free.wait()

    show.ask = ask
    for _ in range(65):
        await browser.ask("interrupt", channel="live")
    refused = await browser.told("live_error")
    assert "64 requests of this page are under way" in refused["message"]
    free.set()
    for _ in range(64):
        await browser.told("live_done")


def test_every_request_is_documented():
    text = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
    assert [name for name in LIVE_REQUESTS if f"`{name}`" not in text] == []


def test_a_page_that_leaves_lets_go_of_the_key_to_talk(tmp_path):
    async def go():
        show = Show()
        async with serving(tmp_path / "daemon.json", show) as server, page(server, says_hello=False) as browser:
            await browser.ask("hello", protocol=[1, 0], client="test", token=server.token)
            await answer(browser, "talk", is_down=True)
            await browser.socket.close()
            await gone(show)
            while len(show.asked) < 2:
                await asyncio.sleep(0)
        assert [request.is_down for request in show.asked] == [True, False]

    run(go())
