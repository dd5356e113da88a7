import logging
import os
import stat

import pytest

from mien_bridge.outputs.vts.token_store import TokenStore, default_token_file

pytestmark = pytest.mark.unit


def test_tokens_are_kept_for_each_host(tmp_path):
    path = tmp_path / "new" / "tokens.json"
    TokenStore(path).keep("127.0.0.1", "one")
    TokenStore(path).keep("studio.local", "two")
    assert TokenStore(path).token("127.0.0.1") == "one"
    assert TokenStore(path).token("studio.local") == "two"
    TokenStore(path).forget("127.0.0.1")
    assert TokenStore(path).token("127.0.0.1") is None
    assert TokenStore(path).token("studio.local") == "two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_can_read_them(tmp_path):
    path = tmp_path / "tokens.json"
    before = os.umask(0)
    try:
        TokenStore(path).keep("127.0.0.1", "one")
        TokenStore(path).keep("127.0.0.1", "two")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"127.0.0.1": 7}', b"\xff\xfe", b"[" * 100_000])
def test_a_file_of_anything_is_no_token(tmp_path, content):
    path = tmp_path / "tokens.json"
    path.write_bytes(content)
    assert TokenStore(path).token("127.0.0.1") is None
    TokenStore(path).keep("127.0.0.1", "one")
    assert TokenStore(path).token("127.0.0.1") == "one"


def test_a_place_that_cannot_be_written_costs_a_click_and_nothing_else(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.DEBUG):
        TokenStore(tmp_path / "file" / "tokens.json").keep("127.0.0.1", "very-secret")
    assert "tokens not kept" in caplog.text
    assert "very-secret" not in "".join(str(record.__dict__) for record in caplog.records)


def test_the_users_own_file_is_with_what_can_be_had_again(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert default_token_file().name == "vtube-studio-tokens.json"
    assert "mien" in default_token_file().parts
