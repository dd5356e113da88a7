/** How loud the input is. */

import type { LiveLevel } from "../wire/live";
import { make } from "./dom";

/** Quieter than this is nothing to be seen, dBFS. */
const FLOOR_DB = -60;
/** The mark of the loudest falls back by so much a second. */
const FALL_DB_PER_S = 12;

export class Meter {
  readonly element: HTMLElement;
  readonly #bar = make("span", { class: "bar" });
  readonly #peak = make("span", { class: "peak" });
  #peakDb = FLOOR_DB;
  #lastMs = 0;

  constructor() {
    this.element = make(
      "div",
      { class: "meter", role: "meter", "aria-label": "Input level", "aria-valuemin": FLOOR_DB, "aria-valuemax": 0 },
      this.#bar,
      this.#peak,
    );
    this.show({ dbfs: FLOOR_DB, isOpen: false });
  }

  show(level: LiveLevel): void {
    const nowMs = performance.now();
    const db = Math.max(FLOOR_DB, Math.min(0, level.dbfs));
    this.#peakDb = Math.max(db, this.#peakDb - (FALL_DB_PER_S * (nowMs - this.#lastMs)) / 1000);
    this.#lastMs = nowMs;
    this.#bar.style.transform = `scaleX(${shareOf(db)})`;
    this.#peak.style.left = `${100 * shareOf(Math.max(FLOOR_DB, this.#peakDb))}%`;
    this.element.classList.toggle("open", level.isOpen);
    this.element.ariaValueNow = String(Math.round(db));
    this.element.ariaValueText = `${Math.round(db)} decibels${level.isOpen ? "" : ", not let through"}`;
  }
}

function shareOf(db: number): number {
  return 1 - db / FLOOR_DB;
}
