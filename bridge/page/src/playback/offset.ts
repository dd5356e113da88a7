/** Delay of a frame's arrival after its media time, when nothing holds it up. */

const WINDOW_MS = 500;
const WINDOWS = 10;

/** The least of `arrival - media time` over the last five seconds: what comes later was held up on its way. */
export class ArrivalOffset {
  #windows: { startMs: number; leastMs: number }[] = [];

  add(arrivalMs: number, mediaMs: number): void {
    const offset = arrivalMs - mediaMs;
    const newest = this.#windows.at(-1);
    if (newest !== undefined && arrivalMs - newest.startMs < WINDOW_MS) newest.leastMs = Math.min(newest.leastMs, offset);
    else this.#windows.push({ startMs: arrivalMs, leastMs: offset });
    if (this.#windows.length > WINDOWS) this.#windows.shift();
  }

  /** Milliseconds; null before the first frame. */
  get leastMs(): number | null {
    if (this.#windows.length === 0) return null;
    return Math.min(...this.#windows.map((window) => window.leastMs));
  }

  reset(): void {
    this.#windows = [];
  }
}
