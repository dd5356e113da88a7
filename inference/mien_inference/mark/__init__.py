"""The invisible mark: numbers that pictures carry unseen, and that survive ordinary handling."""

from mien_inference.mark.film_reader import FilmReader, FilmReading
from mien_inference.mark.message import Message
from mien_inference.mark.picture_marker import PictureMarker
from mien_inference.mark.reader import Reading, read_picture

__all__ = ["FilmReader", "FilmReading", "Message", "PictureMarker", "Reading", "read_picture"]
