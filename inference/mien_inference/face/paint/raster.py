"""The software rasteriser: triangles to a map of texture coordinates."""

import numpy as np
from numba import njit

from mien_inference.face.arrays import Floats32, Ints, Pixels

__all__ = ["draw_triangles", "soften_seams"]


@njit(cache=True, nogil=True, fastmath=True)
def draw_triangles(  # noqa: PLR0917 -- numba takes no keyword-only arguments
    points: Floats32,
    depth: Floats32,
    attributes: Floats32,
    triangles: Ints,
    depth_bias: Floats32,
    maps: Floats32,
    nearest: Floats32,
) -> None:
    """Draws triangles into `maps`, nearest first wins.

    Args:
        points: Vertices in pixels of the picture, pixel centres at integers, shape (n, 2).
        depth: Towards the viewer, shape (n,).
        attributes: Three values to interpolate across each triangle, shape (n, 3).
        triangles: Shape (m, 3).
        depth_bias: Added to the depth of each triangle, shape (m,).
        maps: Receives the attributes, shape (3, height, width).
        nearest: Depth drawn so far, shape (height, width).
    """
    height, width = nearest.shape
    for face in range(triangles.shape[0]):
        a, b, c = triangles[face, 0], triangles[face, 1], triangles[face, 2]
        ax, ay, bx, by, cx, cy = points[a, 0], points[a, 1], points[b, 0], points[b, 1], points[c, 0], points[c, 1]
        first_row = max(0, int(np.ceil(min(ay, by, cy))))
        last_row = min(height - 1, int(np.floor(max(ay, by, cy))))
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if first_row > last_row or max(ax, bx, cx) < 0 or min(ax, bx, cx) > width - 1 or abs(area) < 1e-9:
            continue
        # Barycentric coordinates of b and c, and with them every value, change by a constant from pixel to pixel.
        inverse = np.float32(1.0) / area
        bdx, bdy = (cy - ay) * inverse, -(cx - ax) * inverse
        cdx, cdy = -(by - ay) * inverse, (bx - ax) * inverse
        za, zb, zc = depth[a] + depth_bias[face], depth[b] - depth[a], depth[c] - depth[a]
        ua, ub, uc = attributes[a, 0], attributes[b, 0] - attributes[a, 0], attributes[c, 0] - attributes[a, 0]
        va, vb, vc = attributes[a, 1], attributes[b, 1] - attributes[a, 1], attributes[c, 1] - attributes[a, 1]
        wa, wb, wc = attributes[a, 2], attributes[b, 2] - attributes[a, 2], attributes[c, 2] - attributes[a, 2]
        zdx, udx = zb * bdx + zc * cdx, ub * bdx + uc * cdx
        vdx, wdx = vb * bdx + vc * cdx, wb * bdx + wc * cdx
        # How far each side goes aside from row to row; a level side is met by no row.
        slope_ab = (bx - ax) / (by - ay) if by != ay else np.float32(0.0)
        slope_bc = (cx - bx) / (cy - by) if cy != by else np.float32(0.0)
        slope_ca = (ax - cx) / (ay - cy) if ay != cy else np.float32(0.0)
        for y in range(first_row, last_row + 1):
            left, right = np.float32(1e9), np.float32(-1e9)
            if (ay <= y) != (by <= y):
                x = ax + (y - ay) * slope_ab
                left, right = min(left, x), max(right, x)
            if (by <= y) != (cy <= y):
                x = bx + (y - by) * slope_bc
                left, right = min(left, x), max(right, x)
            if (cy <= y) != (ay <= y):
                x = cx + (y - cy) * slope_ca
                left, right = min(left, x), max(right, x)
            if right < left:
                continue
            # A thousandth of a pixel of overlap closes the cracks that rounding leaves between neighbours.
            first = max(0, int(np.ceil(left - 1e-3)))
            last = min(width - 1, int(np.floor(right + 1e-3)))
            lb = (first - ax) * bdx + (y - ay) * bdy
            lc = (first - ax) * cdx + (y - ay) * cdy
            z, u = za + lb * zb + lc * zc, ua + lb * ub + lc * uc
            v, w = va + lb * vb + lc * vc, wa + lb * wb + lc * wc
            for x in range(first, last + 1):
                if z >= nearest[y, x]:
                    nearest[y, x] = z
                    maps[0, y, x] = u
                    maps[1, y, x] = v
                    maps[2, y, x] = w
                z += zdx
                u += udx
                v += vdx
                w += wdx


@njit(cache=True, nogil=True)
def _torn(  # noqa: PLR0917 -- numba takes no keyword-only arguments
    columns: Floats32, rows: Floats32, jump_px: float, right: Pixels, below: Pixels, above: Pixels, torn: Pixels
) -> bool:
    """Marks where the map tears in one row, and says whether it does anywhere.

    Loops without branches, each difference taken once: most rows are whole, and are passed over several at a time.

    Args:
        columns: Columns of the texture in this row and the next, shape (2, width).
        rows: Its rows there.
        jump_px: As for `soften_seams`.
        right: Receives 1 where it tears towards the next pixel, shape (width,).
        below: Receives 1 where it tears towards the next row.
        above: What `below` received in the row before.
        torn: Receives 1 where it tears to any side, but in the first and the last column.
    """
    width, jump = torn.shape[0], np.float32(jump_px)
    for x in range(width - 1):
        right[x] = abs(columns[0, x + 1] - columns[0, x]) > jump
    for x in range(width):
        below[x] = (abs(columns[1, x] - columns[0, x]) > jump) | (abs(rows[1, x] - rows[0, x]) > jump)
    anywhere = np.uint8(0)
    for x in range(1, width - 1):
        torn[x] = right[x] | right[x - 1] | below[x] | above[x]
        anywhere |= torn[x]
    return bool(anywhere > 0)


@njit(cache=True, nogil=True)
def soften_seams(picture: Pixels, maps: Floats32, jump_px: float, scratch: Ints) -> None:
    """Blurs the pixels where the map tears, in place: the rasteriser draws no partly covered pixels.

    Args:
        picture: What the map fetched, shape (height, width, 4).
        maps: As `draw_triangles` left them.
        jump_px: Texture coordinates of neighbours that differ by more than this are torn apart.
        scratch: Room for the new values of torn pixels, shape (any, 6); torn pixels beyond it stay as they are.
    """
    height, width = picture.shape[:2]
    right, torn = np.zeros(width, np.uint8), np.zeros(width, np.uint8)
    below = np.zeros((2, width), np.uint8)
    found = 0
    for y in range(height - 1):
        if not _torn(maps[0, y : y + 2], maps[1, y : y + 2], jump_px, right, below[y & 1], below[1 - (y & 1)], torn):
            continue
        for x in range(1, width - 1):
            if y == 0 or torn[x] == 0 or found == scratch.shape[0]:
                continue
            scratch[found, 0] = y
            scratch[found, 1] = x
            for k in range(4):
                total = 4 * np.int32(picture[y, x, k])
                total += 2 * (np.int32(picture[y, x - 1, k]) + np.int32(picture[y, x + 1, k]))
                total += 2 * (np.int32(picture[y - 1, x, k]) + np.int32(picture[y + 1, x, k]))
                total += np.int32(picture[y - 1, x - 1, k]) + np.int32(picture[y - 1, x + 1, k])
                total += np.int32(picture[y + 1, x - 1, k]) + np.int32(picture[y + 1, x + 1, k])
                scratch[found, 2 + k] = (total + 8) >> 4
            found += 1
    for n in range(found):
        for k in range(4):
            picture[scratch[n, 0], scratch[n, 1], k] = scratch[n, 2 + k]
