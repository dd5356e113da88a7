/** Something that its user has just changed: states that were on their way meanwhile would change it back. */

const HELD_MS = 700;

export class Held {
  #untilMs = 0;

  /** Its user changes it now. */
  hold(): void {
    this.#untilMs = performance.now() + HELD_MS;
  }

  get isHeld(): boolean {
    return performance.now() < this.#untilMs;
  }
}
