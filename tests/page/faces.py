"""What moves in pictures of faces."""

import time

# Left, top, right, bottom in the astronaut's picture.
MOUTH = (0.4, 0.26, 0.49, 0.315)
HELMET = (0.62, 0.78, 0.8, 0.92)

STILL, SPEAKING = 1.5, 3.0
"""Movement of a mouth below which nobody speaks while the head is held still, and above which somebody does."""
LIMIT_S = 180.0

WATCH = """([name, boxes, frames]) => new Promise((done) => {
  const canvas = document.querySelector(name);
  const copy = document.createElement("canvas");
  const context = copy.getContext("2d", {willReadFrequently: true});
  const seen = boxes.map(() => []);
  const deviation = (pictures) => {
    let sum = 0;
    for (let at = 0; at < pictures[0].length; at++) {
      const values = pictures.map((picture) => picture[at]);
      const mean = values.reduce((total, value) => total + value, 0) / values.length;
      sum += Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
    }
    return sum / pictures[0].length;
  };
  const look = () => {
    copy.width = canvas.width; copy.height = canvas.height;
    context.drawImage(canvas, 0, 0);
    boxes.forEach(([left, top, right, bottom], at) => {
      const [x, y] = [Math.round(left * copy.width), Math.round(top * copy.height)];
      const [w, h] = [Math.round((right - left) * copy.width), Math.round((bottom - top) * copy.height)];
      seen[at].push(context.getImageData(x, y, w, h).data);
    });
    if (seen[0].length < frames) setTimeout(() => requestAnimationFrame(look), 40);
    else done(seen.map(deviation));
  };
  look();
})"""


def movement(page, *boxes, canvas="canvas.face", frames=30):
    """How much each part of a canvas changes over some frames: the mean deviation of its pixels, 0..255."""
    return page.evaluate(WATCH, [canvas, [list(box) for box in boxes], frames])


def looks_until(visited, is_enough, again=lambda: None):
    """Looks at mouth and helmet until it is enough, and does something before each look; what was seen last."""
    until = time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        again()
        mouth, helmet = movement(visited.page, MOUTH, HELMET)
        if is_enough(mouth):
            return mouth, helmet
    raise AssertionError(f"the mouth moves by {mouth:.2f}")


def hold_still(studio, seen=None):
    """Holds the head where it is, so that what moves at its mouth are the lips; in `seen`, or the studio itself."""
    studio.page.get_by_label("Head movement", exact=True).press("Home")
    looks_until(seen or studio, lambda mouth: mouth < STILL)


def let_go(studio):
    """Lets the head move as it is used to, and ends what is said."""
    studio.page.get_by_role("button", name="Back to natural").click()
    studio.page.get_by_role("button", name="Interrupt").click()
