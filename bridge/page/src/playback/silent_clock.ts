/** Playback of a session whose sound is not heard here: time passes as this machine's clock has it. */

/** From here on the position jumps, ms. */
const JUMP_MS = 500;
const SLACK_MS = 5;
/** Faster or slower by so much at most, and half of what is missing in a second. */
const MOST = 0.1;
const PER_SECOND = 0.5;

export class SilentClock {
  #positionMs: number | null = null;
  #lastMs = 0;

  /** Position of the playback, led to where it should be without a jolt. */
  at(nowMs: number, wantedMs: number): number {
    const passedMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (this.#positionMs === null || Math.abs(wantedMs - this.#positionMs - passedMs) > JUMP_MS) {
      this.#positionMs = wantedMs;
      return wantedMs;
    }
    const behindMs = wantedMs - this.#positionMs - passedMs;
    this.#positionMs += passedMs * paceOf(behindMs);
    return this.#positionMs;
  }

  reset(): void {
    this.#positionMs = null;
  }
}

function paceOf(behindMs: number): number {
  if (Math.abs(behindMs) < SLACK_MS) return 1;
  return 1 + Math.max(-MOST, Math.min(MOST, (PER_SECOND * behindMs) / 1000));
}
