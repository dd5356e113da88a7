/** What a stage measures of itself. */

import { Rate } from "./rate";

/** Of a mean that follows the newest: the share of one frame. */
const SHARE = 0.05;

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
  #drawMs = 0;

  drew(startMs: number, endMs: number): void {
    this.#drawn.add(endMs);
    this.#drawMs += SHARE * (endMs - startMs - this.#drawMs);
  }

  figures(nowMs: number): Figures {
    return {
      motionHz: this.motion.perSecond(nowMs),
      pictureHz: this.pictures.perSecond(nowMs),
      drawnHz: this.#drawn.perSecond(nowMs),
      drawMs: this.#drawMs,
    };
  }
}
