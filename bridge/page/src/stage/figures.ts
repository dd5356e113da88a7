/** What a stage measures of itself. */

import { Rate } from "./rate";

/** Drawings of which the middle one counts: the first have shaders to translate. */
const KEPT = 61;

export interface Figures {
  readonly motionHz: number;
  readonly pictureHz: number;
  readonly drawnHz: number;
  /** To apply a face and draw it, milliseconds of the main thread. */
  readonly drawMs: number;
}

export class Measured {
  readonly motion = new Rate();
  readonly pictures = new Rate();
  readonly #drawn = new Rate();
  #costsMs: number[] = [];

  drew(startMs: number, endMs: number): void {
    this.#drawn.add(endMs);
    this.#costsMs.push(endMs - startMs);
    if (this.#costsMs.length > KEPT) this.#costsMs.shift();
  }

  figures(nowMs: number): Figures {
    return {
      motionHz: this.motion.perSecond(nowMs),
      pictureHz: this.pictures.perSecond(nowMs),
      drawnHz: this.#drawn.perSecond(nowMs),
      drawMs: middleOf(this.#costsMs),
    };
  }
}

function middleOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
