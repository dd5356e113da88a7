"""The show as its pages and agents see it, over stand-ins of what performs."""

import asyncio

import numpy as np
import pytest

from mien_bridge.inputs.gate import GateOptions
from mien_bridge.inputs.sound import PIECE, PIECE_NS
from mien_bridge.live.audio_input import AudioInput
from mien_bridge.live.films import Films
from mien_bridge.live.show import Show
from mien_bridge.live.speech_requests import SpeechRequests
from mien_bridge.live.stream_meter import StreamMeter
from mien_bridge.live.takes import Takes
from mien_bridge.outputs.kinds import find_output_kinds
from mien_bridge.outputs.manager import OutputManager
from mien_bridge.tts import Speech, Voice
from mien_bridge.web import live_requests as asked
from mien_bridge.web.live_host import VoiceEventKind
from mien_bridge.web.live_state import VoiceInfo
from mien_protocol.client import FaceRequest
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

LIMIT_S = 120.0
SECOND = np.full(24_000, 5_000, np.int16)


class Session:
    name = "s1"


class StandInAir:
    """Performs nothing, and remembers what it was asked."""

    def __init__(self) -> None:
        self.session: Session | None = Session()
        self.meter = StreamMeter()
        self.wishes = {"controls": {"distance": 1.0}}
        self.sent = 0
        self.interrupted = 0
        self.laid = []
        self.refuses = False
        self.may_change = asyncio.Event()
        self.may_change.set()

    def send(self, samples) -> None:
        self.sent += len(samples)

    async def change(self, wishes) -> None:
        await self.may_change.wait()
        if self.refuses:
            raise MienError("no face in it")
        self.wishes |= wishes

    async def set_controls(self, controls) -> None:
        self.wishes["controls"] = {**self.wishes["controls"], **controls}

    async def lay_over(self, tagged) -> None:
        self.laid.append(tagged)

    async def interrupt(self) -> None:
        self.interrupted += 1


class Parrot:
    voices = (Voice("polly", "a parrot"),)

    def speak(self, text, voice=None):
        if voice not in (None, "polly"):
            raise MienError(f"no voice {voice!r}")
        return iter([Speech(SECOND[:12_000], 24_000)])

    def close(self) -> None:
        pass


class DeafSystem:
    """A sound system without a microphone."""

    def devices(self):
        return []


class NoSystem(DeafSystem):
    """A machine on which nothing lists sound devices."""

    def devices(self):
        raise MienError("PortAudio is not installed")


class Stage:
    """A show over stand-ins; time passes when it is told to."""

    def __init__(self, folder) -> None:
        self.said: list[str] = []
        self.keeper = StandInAir()
        self.audio_input = AudioInput(self.keeper.send, DeafSystem(), self.said.append)
        self.speech = SpeechRequests(self.audio_input.mixer.queue, self.said.append)
        self.outputs = OutputManager(find_output_kinds())
        self.takes = Takes(None, folder / "daemon.json", self.said.append)
        self.films = Films(self.said.append)
        self.show = Show(
            keeper=self.keeper, audio_input=self.audio_input, speech=self.speech, outputs=self.outputs,
            takes=self.takes, films=self.films, face=FaceRequest(format="jpeg"),
        )  # fmt: skip

    async def pass_until(self, done) -> None:
        """Lets the desk take pieces until something is so, however many turns other threads need for it."""
        async with asyncio.timeout(LIMIT_S):
            while not done():
                self.audio_input.mixer.turn(self.audio_input.mixer.due_ns + PIECE_NS)
                await asyncio.sleep(0)


@pytest.fixture
def staged(tmp_path):
    def run(test):
        async def main():
            stage = Stage(tmp_path)
            try:
                await test(stage)
            finally:
                await stage.films.close()
                await stage.audio_input.close()
                stage.speech.close()
                assert stage.outputs.close()

        asyncio.run(main())

    return run


def test_a_state_says_what_is_on_air_and_what_could_be(staged):
    async def test(stage):
        state = stage.show.state()
        assert (state.session, state.daemon, state.input.kind) == ("s1", "up", "none")
        assert "vmc" in [kind.kind for kind in state.output_kinds]
        stage.keeper.session = None
        assert (stage.show.state().session, stage.show.state().daemon) == (None, "down")

    staged(test)


def test_what_a_page_asks_shows_in_the_state(staged):
    async def test(stage):
        ask = stage.show.ask
        await ask(asked.SetLiveControls(1, {"distance": 1.2}))
        await ask(asked.AddOutput(2, "vmc", "mine", {"to": "127.0.0.1:9"}))
        await ask(asked.SetOutput(3, "mine", False, {"period": 2}))
        await ask(asked.SetCharacter(4, "me.vrm", b"glTF..."))
        await ask(asked.SetInput(5, "page", gate_dbfs=-50.0, push_to_talk=True))
        state = stage.show.state()
        assert state.controls["distance"] == 1.2
        (output,) = state.outputs
        assert (output.name, output.is_on, output.state, output.settings["period"]) == ("mine", False, "off", 2)
        assert (state.character.kind, state.character.revision) == ("vrm", 1)
        assert stage.show.character().data == b"glTF..."
        assert (state.input.kind, state.input.gate_dbfs, state.input.push_to_talk) == ("page", -50.0, True)
        await ask(asked.RemoveOutput(6, "mine"))
        await ask(asked.SetCharacter(7, "", None))
        await ask(asked.SetInput(8, "page", gate_dbfs=-100.0))
        state = stage.show.state()
        assert (state.outputs, state.character, state.input.gate_dbfs) == ((), None, None)

    staged(test)


def test_a_photo_that_is_refused_leaves_the_one_before(staged):
    async def test(stage):
        await stage.show.ask(asked.SetPhoto(1, "me.jpg", b"photo"))
        assert stage.keeper.wishes["avatar"] == b"photo"
        assert stage.keeper.wishes["face"].format == "jpeg"
        stage.keeper.refuses = True
        with pytest.raises(MienError, match="no face"):
            await stage.show.ask(asked.SetPhoto(2, "wall.jpg", b"other"))
        assert stage.show.state().avatar.name == "me.jpg"
        stage.keeper.refuses = False
        await stage.show.ask(asked.SetPhoto(3, "", None))
        assert stage.keeper.wishes["face"] is None
        assert stage.show.state().avatar is None

    staged(test)


def test_a_film_says_what_the_show_says_with_its_photo_and_controls(staged):
    async def test(stage):
        orders = []

        async def begin(order):
            orders.append(order)

        stage.films.begin = begin
        await stage.show.ask(asked.SetPhoto(1, "me.jpg", b"photo"))
        with pytest.raises(MienError, match="a film needs words"):
            await stage.show.ask(asked.MakeFilm(2, text="  "))
        await stage.show.ask(asked.MakeFilm(3, text=" Hello ", voice="polly"))
        await stage.show.ask(asked.MakeFilm(4, "speech.wav", b"sound"))
        text, sound = orders
        assert (text.photo.data, text.text, text.voice, text.sound) == (b"photo", "Hello", "polly", None)
        assert text.controls == {"distance": 1.0}
        assert (sound.sound.data, sound.name) == (b"sound", "speech.mp4")

    staged(test)


def test_the_state_names_the_photo_whose_face_is_being_made(staged):
    async def test(stage):
        stage.keeper.may_change.clear()
        giving = asyncio.ensure_future(stage.show.ask(asked.SetPhoto(1, "me.jpg", b"photo")))
        async with asyncio.timeout(LIMIT_S):
            while stage.show.state().making is None:
                await asyncio.sleep(0)
        assert stage.show.state().making == "me.jpg"
        stage.keeper.may_change.set()
        await giving
        assert stage.show.state().making is None

    staged(test)


def test_a_show_that_makes_no_faces_takes_no_photo_and_says_so(staged):
    async def test(stage):
        stage.show._takes_photos = False
        assert not stage.show.state().takes_photos
        with pytest.raises(MienError, match="without --no-face"):
            await stage.show.ask(asked.SetPhoto(1, "me.jpg", b"photo"))

    staged(test)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (asked.Speak(1, "Hello"), "no synthesizer"),
        (asked.Play(1, "noise.wav", b"no sound at all"), "noise.wav"),
        (asked.SetCharacter(1, "me.vrm", b"PK.."), "not a VRM or GLB"),
        (asked.AddOutput(1, "smoke", "a"), "smoke"),
        (asked.SetOutput(1, "a", True), "no output 'a'"),
        (asked.MakeFilm(1, text="Hello"), "a film needs a photo"),
        (asked.SetInput(1, "microphone"), "no microphone"),
        (asked.SetInput(1, "microphone", "USB"), "'USB'"),
        (asked.PageAudio(48_000, bytes(960)), "microphone first"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(staged, request_, words):
    async def test(stage):
        with pytest.raises(MienError, match=words):
            await stage.show.ask(request_)

    staged(test)


def test_a_page_is_heard_while_it_is_the_input_and_its_key_is_held(staged):
    async def test(stage):
        await stage.show.ask(asked.SetInput(1, "page", push_to_talk=True))
        loud = np.full(2 * PIECE, 9_000, "<i2").tobytes()
        assert not stage.show.state().input.is_open
        await stage.show.ask(asked.Talk(2, True))
        await stage.show.ask(asked.PageAudio(48_000, loud))
        assert stage.show.state().input.is_open
        assert stage.keeper.sent == 2 * PIECE
        assert stage.audio_input.gate == GateOptions(push_to_talk=True)

    staged(test)


def test_pages_that_send_more_than_a_microphone_hears_are_refused(staged):
    async def test(stage):
        await stage.show.ask(asked.SetInput(1, "page"))
        second = asked.PageAudio(48_000, bytes(2 * 48_000))
        with pytest.raises(MienError, match="one page at a time"):
            for _ in range(10_000):
                await stage.show.ask(second)
        assert stage.keeper.sent >= 48_000

    staged(test)


def test_inputs_are_taken_in_the_order_in_which_they_were_asked_for(staged):
    async def test(stage):
        found = asyncio.Event()

        async def find(_asked):
            await found.wait()
            raise MienError("no microphone after all")

        stage.audio_input.find = find
        slow = asyncio.ensure_future(stage.show.ask(asked.SetInput(1, "microphone", gate_dbfs=-30.0)))
        await asyncio.sleep(0)
        quick = asyncio.ensure_future(stage.show.ask(asked.SetInput(2, "page", gate_dbfs=-50.0)))
        await asyncio.sleep(0)
        assert stage.audio_input.kind == "none"
        found.set()
        with pytest.raises(MienError, match="after all"):
            await slow
        await quick
        assert (stage.audio_input.kind, stage.audio_input.gate.threshold_dbfs) == ("page", -50.0)

    staged(test)


@pytest.mark.parametrize("kind", ["microphone", "none"])
def test_a_machine_that_cannot_listen_says_so_once_to_terminal_and_page(staged, kind):
    async def test(stage):
        stage.audio_input._sounds = NoSystem()
        await stage.audio_input.listen(kind, None)
        async with asyncio.timeout(LIMIT_S):
            while not stage.audio_input.note:
                await stage.audio_input.look()
                await asyncio.sleep(0)
        await stage.audio_input.look()
        assert stage.said == ["microphone: PortAudio is not installed"]
        assert stage.show.state().input.note == "PortAudio is not installed"
        await stage.show.ask(asked.SetInput(1, "page"))
        assert stage.show.state().input.note == ""

    staged(test)


def test_an_agent_hears_what_becomes_of_its_speech(staged):
    async def test(stage):
        line, events = stage.show.voice(), []
        line.listen(events.append)
        with pytest.raises(MienError, match="another voice agent"):
            stage.show.voice()
        line.push(SECOND.tobytes(), 24_000)
        line.end()
        await stage.pass_until(lambda: len(events) == 2)
        assert [event.kind for event in events] == [VoiceEventKind.STARTED, VoiceEventKind.ENDED]
        assert events[1].seconds == pytest.approx(1.0, abs=0.05)
        line.push(SECOND.tobytes(), 24_000)
        await stage.pass_until(lambda: len(events) == 3)
        await line.interrupt()
        assert events[3].kind is VoiceEventKind.INTERRUPTED
        assert stage.keeper.interrupted == 1
        assert line.queued_s == 0
        line.close()
        stage.show.voice().close()

    staged(test)


def test_an_agent_may_send_a_minute_ahead_and_not_more(staged):
    async def test(stage):
        line = stage.show.voice()
        for _ in range(59):
            line.push(SECOND.tobytes(), 24_000)
        with pytest.raises(MienError, match="over 60 s"):
            line.push(np.tile(SECOND, 2).tobytes(), 24_000)
        stage.keeper.session = None
        with pytest.raises(MienError, match="nothing is on air yet"):
            line.push(SECOND.tobytes(), 24_000)

    staged(test)


def test_tags_of_a_text_hold_where_they_stand_until_it_is_over_or_interrupted(staged):
    async def test(stage):
        await stage.speech.load(Parrot, is_required=True)
        happy, sad = ({"emotion": mood, "emotion_strength": 1.0} for mood in ("happy", "sad"))
        said, obey, places = stage.speech.text("[happy] Good morning. [sad] Good evening.", None), stage.speech.obey, []

        def obeyed(controls):
            places.append(said.taken)
            obey(controls)

        said.obey = obeyed
        await stage.pass_until(lambda: len(stage.keeper.laid) == 3)
        assert stage.keeper.laid == [happy, sad, {}]
        # Each sentence of the parrot is half a second: 25 pieces.
        assert places == [1, 26, 50]
        await stage.show.ask(asked.Speak(2, "[happy] Good morning.", None))
        await stage.pass_until(lambda: len(stage.keeper.laid) == 4)
        await stage.show.interrupt()
        await stage.pass_until(lambda: len(stage.keeper.laid) == 5)
        assert stage.keeper.laid[-1] == {}

    staged(test)


def test_an_utterance_outlives_a_daemon_and_none_of_it_is_lost(staged):
    async def test(stage):
        line, events = stage.show.voice(), []
        line.listen(events.append)
        line.push(SECOND.tobytes(), 24_000)
        await stage.pass_until(lambda: stage.keeper.sent >= 20 * PIECE)
        session, stage.keeper.session = stage.keeper.session, None
        stage.speech.hold(6)
        sent = stage.keeper.sent
        # What the agent sends meanwhile waits, too.
        line.push(SECOND.tobytes(), 24_000)
        line.end()
        stage.audio_input.mixer.turn(stage.audio_input.mixer.due_ns + 10 * PIECE_NS)
        assert [event.kind for event in events] == [VoiceEventKind.STARTED]
        idle = stage.keeper.sent - sent
        stage.keeper.session = session
        stage.speech.go_on()
        await stage.pass_until(lambda: events[-1].kind is VoiceEventKind.ENDED)
        assert events[-1].seconds == pytest.approx(2.0, abs=0.05)
        said_s = (stage.keeper.sent - idle) / 48_000
        assert said_s == pytest.approx(2.0 + 6 * 0.02, abs=0.06)

    staged(test)


def test_an_utterance_that_nobody_performs_for_long_is_told_to_be_lost(staged, monkeypatch):
    monkeypatch.setattr("mien_bridge.live.speech_requests._HOLD_S", 0.0)

    async def test(stage):
        line, events = stage.show.voice(), []
        line.listen(events.append)
        line.push(SECOND.tobytes(), 24_000)
        await stage.pass_until(lambda: stage.keeper.sent >= 20 * PIECE)
        stage.keeper.session = None
        stage.speech.hold(6)
        await stage.pass_until(lambda: len(events) == 2)
        assert events[1].kind is VoiceEventKind.FAILED
        assert "dropped; send it again" in events[1].message
        assert events[1].seconds == pytest.approx(0.4, abs=0.1)
        assert stage.said == ["speech: nobody performed it for 0 s; what waited was dropped"]
        with pytest.raises(MienError, match="nothing is on air yet"):
            line.push(SECOND.tobytes(), 24_000)

    staged(test)


def test_an_agent_that_goes_takes_what_waits_with_it(staged):
    async def test(stage):
        line = stage.show.voice()
        line.push(SECOND.tobytes(), 24_000)
        line.close()
        await stage.pass_until(lambda: stage.audio_input.mixer.queue.is_empty)

    staged(test)


def test_texts_are_said_and_voices_that_nobody_has_are_refused(staged):
    async def test(stage):
        await stage.speech.load(Parrot, is_required=True)
        assert stage.show.state().voices == (VoiceInfo("polly", "a parrot"),)
        line, events = stage.show.voice(), []
        line.listen(events.append)
        await line.say("Hello", "polly")
        await stage.pass_until(lambda: events and events[-1].kind is VoiceEventKind.ENDED)
        assert events[-1].seconds == pytest.approx(0.5, abs=0.05)
        with pytest.raises(MienError, match="no voice 'crow'"):
            await stage.show.ask(asked.Speak(1, "Hello", "crow"))

    staged(test)


def test_a_voice_that_was_asked_for_at_the_start_must_be_there(staged):
    async def test(stage):
        def none():
            raise MienError("not installed")

        await stage.speech.load(none, is_required=False)
        with pytest.raises(MienError, match="not installed"):
            stage.speech.text("Hello", None)
        with pytest.raises(MienError, match="not installed"):
            await stage.speech.load(none, is_required=True)

    staged(test)


def test_a_recording_that_was_sent_is_said_and_not_kept(staged, tmp_path, demo_sentence, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    async def test(stage):
        await stage.show.ask(asked.Play(1, "speech.flac", demo_sentence.read_bytes()))
        await stage.pass_until(lambda: stage.audio_input.mixer.meter.dbfs > -40)
        assert list(tmp_path.glob("mien-*"))
        await stage.show.ask(asked.Interrupt(2))
        assert stage.audio_input.mixer.queue.is_empty
        assert not list(tmp_path.glob("mien-*"))
        assert stage.keeper.interrupted == 1

    staged(test)
