/** Faces and frames for tests. */

import { EXPRESSION_NAMES, type ExpressionName, type Face, restingFace } from "../src/wire/motion";
import type { MotionFrame } from "../src/wire/streams";

/** A face with some coefficients, and perhaps a turned head. */
export function faceWith(values: Partial<Record<ExpressionName, number>>, headWxyz = [1, 0, 0, 0], gazeRad = [0, 0]): Face {
  const face = restingFace();
  for (const [name, value] of Object.entries(values)) {
    face.expression[EXPRESSION_NAMES.indexOf(name as ExpressionName)] = value;
  }
  face.headWxyz.set(headWxyz);
  face.gazeRad.set(gazeRad);
  return face;
}

export function frameAt(timeMs: number, jawOpen = 0, epoch = 0): MotionFrame {
  return { kind: "motion", epoch, seq: 0, timeMs, flags: 0, face: faceWith({ jawOpen }) };
}

export function jawOf(face: Face | null): number | null {
  return face === null ? null : face.expression[EXPRESSION_NAMES.indexOf("jawOpen")]!;
}
