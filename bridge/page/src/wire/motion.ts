/** A face at a moment, as motion streams carry it. */

import { MalformedMessage } from "./fields";
import { EXPRESSION_COUNT } from "./rig";

export { EXPRESSION_COUNT, EXPRESSION_NAMES, type ExpressionName } from "./rig";

const HEAD_WXYZ = EXPRESSION_COUNT;
const HEAD_M = HEAD_WXYZ + 4;
const GAZE_RAD = HEAD_M + 3;
const NUMBERS = GAZE_RAD + 2;

/** Bytes of a frame of layout `m1`. */
export const MOTION_BYTES = 4 * NUMBERS;

/** One face: +X the character's left, +Y up, +Z out of the face. */
export interface Face {
  /** 52 coefficients, 0..1, in the order of `EXPRESSION_NAMES`. */
  readonly expression: Float32Array;
  /** The head's rotation, scalar first. */
  readonly headWxyz: Float32Array;
  /** The head's way from rest, metres. */
  readonly headM: Float32Array;
  /** Direction of the eyes relative to the head: yaw to the character's left, pitch upwards. */
  readonly gazeRad: Float32Array;
}

/** A face at rest that looks straight ahead. */
export function restingFace(): Face {
  const numbers = new Float32Array(NUMBERS);
  numbers[HEAD_WXYZ] = 1;
  return over(numbers);
}

/** Reads the payload of a frame; a latent behind it is passed over. */
export function readFace(payload: Uint8Array, latentSize: number): Face {
  const expected = MOTION_BYTES + 2 * latentSize;
  if (payload.length !== expected) {
    throw new MalformedMessage(`a frame of motion has ${payload.length} bytes, expected ${expected}`);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const numbers = new Float32Array(NUMBERS);
  for (let at = 0; at < NUMBERS; at++) numbers[at] = view.getFloat32(4 * at, true);
  if (!numbers.every(Number.isFinite)) throw new MalformedMessage("a frame of motion has a number that is not finite");
  return over(numbers);
}

/** The face between two, into a third: linear, but the head's rotation along a great circle. */
export function mixFaces(from: Face, to: Face, share: number, into: Face): void {
  mixLinear(from.expression, to.expression, share, into.expression);
  mixLinear(from.headM, to.headM, share, into.headM);
  mixLinear(from.gazeRad, to.gazeRad, share, into.gazeRad);
  slerp(from.headWxyz, to.headWxyz, share, into.headWxyz);
}

function over(numbers: Float32Array): Face {
  return {
    expression: numbers.subarray(0, HEAD_WXYZ),
    headWxyz: numbers.subarray(HEAD_WXYZ, HEAD_M),
    headM: numbers.subarray(HEAD_M, GAZE_RAD),
    gazeRad: numbers.subarray(GAZE_RAD),
  };
}

function mixLinear(from: Float32Array, to: Float32Array, share: number, into: Float32Array): void {
  for (let at = 0; at < into.length; at++) into[at] = from[at]! + (to[at]! - from[at]!) * share;
}

function slerp(from: Float32Array, to: Float32Array, share: number, into: Float32Array): void {
  let cosine = 0;
  for (let at = 0; at < 4; at++) cosine += from[at]! * to[at]!;
  const sign = cosine < 0 ? -1 : 1;
  const angle = Math.acos(Math.min(1, Math.abs(cosine)));
  // Rotations that are nearly the same divide zero by zero; there a straight line is as good.
  const isNear = angle < 1e-4;
  const first = isNear ? 1 - share : Math.sin((1 - share) * angle) / Math.sin(angle);
  const second = sign * (isNear ? share : Math.sin(share * angle) / Math.sin(angle));
  for (let at = 0; at < 4; at++) into[at] = first * from[at]! + second * to[at]!;
  const length = Math.hypot(into[0]!, into[1]!, into[2]!, into[3]!) || 1;
  for (let at = 0; at < 4; at++) into[at] = into[at]! / length;
}
