"""Pictures to be marked, and what is done to them on their way."""

import cv2
import numpy as np


def photo(size=512):
    """A portrait that may be shown, RGBA."""
    from skimage import data

    cut = data.astronaut()[:400, 60:460]
    scaled = cv2.resize(cut, (size, size), interpolation=cv2.INTER_AREA if size < 400 else cv2.INTER_LINEAR)
    return np.dstack([scaled, np.full((size, size), 255, np.uint8)])


def jpeg(quality):
    def handled(picture):
        bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
        coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return cv2.cvtColor(cv2.imdecode(coded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)

    return handled


def scaled(factor):
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return lambda picture: cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way)


def cropped(picture):
    height, width = picture.shape[:2]
    top, left = 37 * height // 512, 91 * width // 512
    return picture[top : top + round(0.7 * height), left : left + round(0.7 * width)].copy()


def screenshot(picture):
    screen = np.full((720, 1280, 3), 24, np.uint8)
    screen[40:680, 300:940] = cv2.resize(picture, (640, 640))
    cv2.putText(screen, "player", (20, 30), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255))
    return screen


def letterbox(picture):
    return np.pad(picture, ((0, 0), (199, 199), (0, 0)))


def phone(picture):
    screen = np.zeros((1280, 720, 3), np.uint8)
    screen[280:1000] = cv2.resize(picture, (720, 720))
    return screen


HANDLINGS = {
    "untouched": lambda picture: picture,
    "JPEG 50": jpeg(50),
    "half": scaled(0.5),
    "one and a half": scaled(1.5),
    "crop to 70 %": cropped,
    "screenshot, JPEG 80": lambda picture: jpeg(80)(screenshot(picture)),
    "letterbox": letterbox,
    "phone, JPEG 70": lambda picture: jpeg(70)(phone(picture)),
}
