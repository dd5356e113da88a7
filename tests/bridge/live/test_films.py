"""Films of a show: made in a process of their own, told, cancelled, and never two at once."""

import asyncio
import sys

import pytest

from mien_bridge.live.film_order import FilmOrder
from mien_bridge.live.films import Films
from mien_bridge.live.options import NamedFile
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

LIMIT_S = 120.0
PHOTO = NamedFile("me.jpg", b"photo")
SOUND = NamedFile("../Grüße.wav", b"sound")

MAKES = """
import pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("-o") + 1])
photo = pathlib.Path(sys.argv[1])
print(f"making the face of {photo}, about 12 s, as the last time", file=sys.stderr)
print("video:  37% 120 frames, 30 fps, 3 s left", file=sys.stderr)
out.write_bytes(photo.read_bytes() + b" speaks")
"""
FAILS = "import sys; sys.exit(f'mien: error: {sys.argv[1]}: no face was found')"
WAITS = "import sys; print('begun', file=sys.stderr, flush=True); sys.stdin.read()"


@pytest.fixture
def filming(tmp_path, monkeypatch):
    """Runs a test with films that a program makes in place of `mien talk`; nothing of them may be left."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def run(program, test):
        async def main():
            said, states = [], []
            films = Films(said.append, (sys.executable, "-c", program))
            try:
                async with asyncio.timeout(LIMIT_S):
                    await test(films, said, states)
            finally:
                await films.close()

        asyncio.run(main())
        assert list(tmp_path.iterdir()) == []

    return run


async def until(films, phase, states):
    """Waits until the film is so; notes the states until then."""
    while films.state.state != phase:
        if not states or states[-1] != films.state:
            states.append(films.state)
        await asyncio.sleep(0)


def test_a_film_is_made_and_told_by_the_names_that_its_user_gave(filming):
    async def test(films, said, states):
        await films.begin(FilmOrder(PHOTO, SOUND))
        with pytest.raises(MienError, match="a film is being made"):
            await films.begin(FilmOrder(PHOTO, SOUND))
        assert films.film() is None
        await until(films, "done", states)
        assert "making the face of me.jpg, about 12 s, as the last time" in [one.note for one in states]
        assert states[-1].share == 0.37
        assert states[-1].note == "3 s left"
        film = films.film()
        assert (film.name, film.path.read_bytes()) == ("Grüße.mp4", b"photo speaks")
        assert said == ["film: Grüße.mp4 is ready in the studio"]
        await films.begin(FilmOrder(PHOTO, text="Hello"))
        assert films.film() is None
        await until(films, "done", states)
        assert films.state.number == 2

    filming(MAKES, test)


def test_what_cannot_be_filmed_is_told_in_words(filming):
    async def test(films, said, states):
        await films.begin(FilmOrder(PHOTO, SOUND))
        await until(films, "failed", states)
        assert films.state.note == "me.jpg: no face was found"
        assert said == ["film: me.jpg: no face was found"]
        assert films.film() is None

    filming(FAILS, test)


def test_a_film_that_is_cancelled_leaves_nothing_behind(filming, tmp_path):
    async def test(films, said, _states):
        await films.begin(FilmOrder(PHOTO, SOUND))
        while films.state.note != "begun":
            await asyncio.sleep(0)
        await films.cancel()
        assert films.state is None
        assert list(tmp_path.iterdir()) == []
        assert said == []
        await films.cancel()

    filming(WAITS, test)


def test_an_order_says_to_talk_what_the_show_does(tmp_path):
    controls = {"gaze_yaw_rad": -0.6, "emotion": "happy", "emotion_strength": 0.4, "manner": "shy", "affect": 0.9}
    arguments = FilmOrder(PHOTO, text="Hello", voice="de", controls=controls, models=tmp_path / "m").write(tmp_path)
    assert arguments[0] == str(tmp_path / "photo.jpg")
    assert {"--text=Hello", "--voice=de", f"--models={tmp_path / 'm'}"} <= set(arguments)
    assert {"--gaze=-34.000,0.000", "--emotion=happy:0.4", "--manner=shy", "--affect=0.9"} <= set(arguments)
    assert not [one for one in arguments if one.startswith("--blink-rate")]
    # What `mien talk` itself reads of them.
    from mien_bridge.cli.parser import parse

    parse(["talk", *arguments], lambda: None)
