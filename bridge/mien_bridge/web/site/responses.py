"""HTTP responses, with the headers that restrict browsers."""

from enum import StrEnum
from http import HTTPStatus

from websockets.datastructures import Headers
from websockets.http11 import Response

__all__ = ["CachePolicy", "file_response", "text_response"]


class CachePolicy(StrEnum):
    """Cache policies of files."""

    NOT = "no-store"
    AN_HOUR = "private, max-age=3600"
    FOR_GOOD = "public, max-age=31536000, immutable"


def file_response(body: bytes, content_type: str, host: str, keep: CachePolicy = CachePolicy.NOT) -> Response:
    """A file.

    Args:
        body: Its bytes.
        content_type: What it is.
        host: Under which the server was reached: pages may connect there and nowhere else.
        keep: For how long it may be kept.
    """
    headers = _headers(content_type, len(body))
    headers["Content-Security-Policy"] = _policy(host)
    headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()"
    headers["Cache-Control"] = keep.value
    return Response(HTTPStatus.OK, HTTPStatus.OK.phrase, headers, body)


def text_response(status: HTTPStatus, text: str) -> Response:
    """A few words, where there is no file."""
    body = f"{text}\n".encode()
    headers = _headers("text/plain; charset=utf-8", len(body))
    headers["Cache-Control"] = CachePolicy.NOT.value
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD"
    return Response(status, status.phrase, headers, body)


def _headers(content_type: str, length: int) -> Headers:
    return Headers(
        {
            "Content-Type": content_type,
            "Content-Length": str(length),
            "Connection": "close",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
    )


def _policy(host: str) -> str:
    """Scripts and styles of our own alone, no frames; glTF's textures are blobs that three.js makes and fetches."""
    rules = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "worker-src 'self' blob:",
        f"connect-src 'self' blob: ws://{host}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)
