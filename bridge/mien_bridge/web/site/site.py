"""Answers to plain requests: a page, the stock head, the character, a film, or words."""

import asyncio
from http import HTTPStatus
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from websockets.http11 import Request, Response

from mien_bridge.web.access import Access
from mien_bridge.web.live_host import LiveHost
from mien_bridge.web.site.head_file import HeadFile
from mien_bridge.web.site.pages import Pages
from mien_bridge.web.site.responses import CachePolicy, file_response, text_response
from mien_protocol.errors import MienError

__all__ = ["Site"]

_GLB: Final = "model/gltf-binary"
_MP4: Final = "video/mp4"
_NOT_BUILT: Final = (
    "the page was not built: run `python3 run.py page` where Mien's sources are, and start `mien live` there again"
)


class Site:
    """Answers requests that were let in."""

    def __init__(self, host: LiveHost, pages: Pages | None, head: HeadFile) -> None:
        """Answers with what it is given; `pages` is None where they were not built."""
        self._host = host
        self._pages = pages
        self._head = head

    async def respond(self, request: Request, access: Access) -> Response:
        """The answer to a request."""
        if request.method not in ("GET", "HEAD"):
            text = f"this server answers GET and HEAD, got {request.method[:20]!a}"
            return text_response(HTTPStatus.METHOD_NOT_ALLOWED, text)
        response = await self._found(urlsplit(request.path), access, access.host_of(request.headers))
        if request.method == "HEAD":
            response.body = b""
        return response

    async def _found(self, url: SplitResult, access: Access, host: str) -> Response:
        if url.path == "/head.glb":
            return await self._stock_head(host)
        if url.path == "/character":
            return self._character(parse_qs(url.query).get("token", [""])[0], access, host)
        if url.path == "/film":
            return await self._film(parse_qs(url.query).get("token", [""])[0], access, host)
        if self._pages is None:
            return text_response(HTTPStatus.SERVICE_UNAVAILABLE, _NOT_BUILT)
        try:
            page = await asyncio.to_thread(self._pages.page, url.path)
        except OSError:
            page = None
        if page is None:
            return text_response(
                HTTPStatus.NOT_FOUND, "there is nothing here; the studio is at /, the overlay at /overlay"
            )
        return file_response(
            page.body, page.content_type, host, CachePolicy.FOR_GOOD if page.is_kept else CachePolicy.NOT
        )

    async def _stock_head(self, host: str) -> Response:
        try:
            content = await self._head.content()
        except MienError as error:
            return text_response(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        return file_response(content, _GLB, host, CachePolicy.AN_HOUR)

    def _character(self, token: str, access: Access, host: str) -> Response:
        """Serves the user's own file, to holders of the token alone."""
        if not access.admits(token):
            return text_response(HTTPStatus.FORBIDDEN, "the character needs the page's token: /character?token=...")
        character = self._host.character()
        if character is None:
            return text_response(HTTPStatus.NOT_FOUND, "no character was given; the stock head is at /head.glb")
        return file_response(character.data, _GLB, host)

    async def _film(self, token: str, access: Access, host: str) -> Response:
        """Serves the film that was made, to be saved, to holders of the token alone."""
        if not access.admits(token):
            return text_response(HTTPStatus.FORBIDDEN, "the film needs the page's token: /film?token=...")
        film = self._host.film()
        try:
            body = None if film is None else await asyncio.to_thread(film.path.read_bytes)
        except OSError:
            body = None
        if film is None or body is None:
            return text_response(HTTPStatus.NOT_FOUND, "no film is done; make one in the studio")
        response = file_response(body, _MP4, host)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(film.name, safe='')}"
        return response
