/** A few frames held back, so that motion is smooth although frames arrive unevenly. */

import { type Face, mixFaces, restingFace } from "../wire/motion";
import type { MotionFrame } from "../wire/streams";

const CAPACITY = 256;

export class MotionBuffer {
  /** Sorted by time. */
  #frames: MotionFrame[] = [];
  #epoch = 0;
  readonly #shown: Face = restingFace();

  get count(): number {
    return this.#frames.length;
  }

  /** Takes a frame; one of a newer epoch puts those of the older out at once. */
  add(frame: MotionFrame): void {
    if (frame.epoch < this.#epoch) return;
    if (frame.epoch > this.#epoch) this.#frames = [];
    this.#epoch = frame.epoch;
    // From the end: there the newest belongs, nearly always.
    let at = this.#frames.length;
    while (at > 0 && this.#frames[at - 1]!.timeMs >= frame.timeMs) at--;
    if (this.#frames[at]?.timeMs === frame.timeMs) return;
    this.#frames.splice(at, 0, frame);
    if (this.#frames.length > CAPACITY) this.#frames.shift();
  }

  reset(): void {
    this.#frames = [];
    this.#epoch = 0;
  }

  /**
   * The face at a moment; before the first frame and after the last it stays as it is there.
   *
   * The same object every time. null before the first frame has come.
   */
  sample(timeMs: number): Face | null {
    // The one before has been passed for good; the one at or before this moment is still half of a pair.
    while (this.#frames.length > 1 && this.#frames[1]!.timeMs <= timeMs) this.#frames.shift();
    const [from, to] = this.#frames;
    if (from === undefined) return null;
    if (to === undefined || timeMs <= from.timeMs) return from.face;
    mixFaces(from.face, to.face, (timeMs - from.timeMs) / (to.timeMs - from.timeMs), this.#shown);
    return this.#shown;
  }
}
