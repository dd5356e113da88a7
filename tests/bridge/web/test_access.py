"""Who is let in: by the names of host and origin, and by the token."""

import pytest
from websockets.datastructures import Headers

from mien_bridge.web.access import Access, RefusedError
from mien_bridge.web.options import WebOptions

pytestmark = pytest.mark.unit


def access(host="127.0.0.1", port=5580, **options):
    return Access(WebOptions(host=host, port=port, **options), port)


def headers(host, *origins):
    made = Headers({"Host": host})
    for origin in origins:
        made["Origin"] = origin
    return made


@pytest.mark.parametrize(
    "host", ["127.0.0.1:5580", "localhost:5580", "[::1]:5580", "LocalHost:5580", " localhost:5580 "]
)
def test_its_own_names_are_let_in(host):
    access().check(headers(host))
    access().check(headers(host, "http://127.0.0.1:5580"))
    access().check(headers(host, "http://localhost:5580"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:5580",
        "127.0.0.1",
        "127.0.0.1:5581",
        "127.0.0.1.evil.example:5580",
        "localhost.:5580",
        "0.0.0.0:5580",
        "2130706433:5580",
        "",
    ],
)
def test_other_names_are_not(host):
    with pytest.raises(RefusedError, match="this server is 127.0.0.1:5580, got a request for the host"):
        access().check(headers(host))


def test_a_request_for_no_host_or_for_two_is_not():
    with pytest.raises(RefusedError, match="got a request for the host none"):
        access().check(Headers())
    two = headers("127.0.0.1:5580")
    two["Host"] = "evil.example"
    with pytest.raises(RefusedError, match="evil.example"):
        access().check(two)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:5581",
        "https://127.0.0.1:5580",
        "http://127.0.0.1:5580.evil.example",
        "",
    ],
)
def test_pages_of_others_are_not(origin):
    with pytest.raises(RefusedError, match="may not use this server; allow that origin with --allow-origin"):
        access().check(headers("127.0.0.1:5580", origin))


def test_one_foreign_origin_among_own_ones_is_enough():
    with pytest.raises(RefusedError, match="evil"):
        access().check(headers("127.0.0.1:5580", "http://127.0.0.1:5580", "http://evil.example"))


def test_origins_that_were_named_are_let_in():
    allowed = access(origins=("https://stream.example/", "null"))
    allowed.check(headers("127.0.0.1:5580", "https://stream.example"))
    allowed.check(headers("127.0.0.1:5580", "null"))
    with pytest.raises(RefusedError):
        allowed.check(headers("127.0.0.1:5580", "https://other.example"))


def test_names_that_were_given_are_let_in():
    named = access("192.168.1.4", names=("studio.local", "behind.example:443"))
    for host in ("192.168.1.4:5580", "studio.local:5580", "behind.example:443"):
        named.check(headers(host))
    for host in ("localhost:5580", "studio.local", "behind.example:5580"):
        with pytest.raises(RefusedError):
            named.check(headers(host))


def test_browsers_leave_the_usual_port_out():
    access(port=80).check(headers("localhost", "http://localhost"))


def test_an_ipv6_address_is_named_in_brackets():
    assert access("::1").address == "[::1]:5580"
    access("::1").check(headers("[::1]:5580", "http://[::1]:5580"))


@pytest.mark.parametrize(("everywhere", "own"), [("0.0.0.0", "127.0.0.1:5580"), ("::", "[::1]:5580")])
def test_a_server_on_all_addresses_is_reached_by_the_loopback_and_the_names_that_it_was_given(everywhere, own):
    assert access(everywhere).address == own
    access(everywhere).check(headers("localhost:5580"))
    named = access(everywhere, names=("192.168.1.4", "fe80::1"))
    assert named.address == "192.168.1.4:5580"
    for host in ("192.168.1.4:5580", "[fe80::1]:5580", "localhost:5580"):
        named.check(headers(host))
    with pytest.raises(RefusedError, match="--name"):
        named.check(headers("192.168.1.5:5580"))


def test_the_token_alone_admits_and_is_another_each_time():
    first, second = access(), access()
    assert first.admits(first.token)
    assert len(first.token) == 43
    for other in (second.token, "", first.token[:-1], first.token + "a", "ä" * 43):
        assert not first.admits(other)
