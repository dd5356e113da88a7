/** Pictures that wait for their moment. */

/** Properties of a picture that a queue needs. */
export interface Timed {
  readonly timeMs: number;
  readonly epoch: number;
  close(): void;
}

/** More pictures than this wait for nothing: playback stands still. */
const CAPACITY = 12;

export class PictureQueue<P extends Timed> {
  #waiting: P[] = [];
  #epoch = 0;
  #takenMs = -Infinity;

  add(picture: P): void {
    if (picture.epoch > this.#epoch) this.reset(picture.epoch);
    if (picture.epoch < this.#epoch || picture.timeMs <= this.#takenMs) {
      picture.close();
      return;
    }
    // They are decoded side by side, and may be ready in another order.
    const at = this.#waiting.findLastIndex((other) => other.timeMs < picture.timeMs) + 1;
    this.#waiting.splice(at, 0, picture);
    if (this.#waiting.length > CAPACITY) this.#waiting.shift()?.close();
  }

  /** The newest picture that is due; null where the one before stays. The caller closes it. */
  take(positionMs: number): P | null {
    let due: P | null = null;
    while (this.#waiting[0] !== undefined && this.#waiting[0].timeMs <= positionMs) {
      due?.close();
      due = this.#waiting.shift() ?? null;
    }
    this.#takenMs = due?.timeMs ?? this.#takenMs;
    return due;
  }

  /** Forgets what waits. */
  reset(epoch = 0): void {
    for (const picture of this.#waiting) picture.close();
    this.#waiting = [];
    this.#epoch = epoch;
    this.#takenMs = -Infinity;
  }
}
