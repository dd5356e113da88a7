/** How often something happened within the last second. */
export class Rate {
  #timesMs: number[] = [];

  add(nowMs: number): void {
    this.#timesMs.push(nowMs);
    this.#forget(nowMs);
  }

  perSecond(nowMs: number): number {
    this.#forget(nowMs);
    return this.#timesMs.length;
  }

  #forget(nowMs: number): void {
    while (this.#timesMs[0] !== undefined && nowMs - this.#timesMs[0] > 1000) this.#timesMs.shift();
  }
}
