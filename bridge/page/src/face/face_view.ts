/** The neural face on a canvas, transparent where the stream has alpha. */

import type { PictureFrame } from "../wire/streams";
import { Picture } from "./picture";
import { PictureQueue } from "./picture_queue";

/** A browser that is slower than the stream skips pictures rather than fall behind. */
const MOST_DECODING = 3;

export class FaceView {
  readonly canvas = document.createElement("canvas");
  readonly #mask = document.createElement("canvas");
  readonly #queue = new PictureQueue<Picture>();
  #decoding = 0;
  #round = 0;
  #hasPicture = false;

  /** True if there is something to be seen. */
  get hasPicture(): boolean {
    return this.#hasPicture;
  }

  async add(frame: PictureFrame): Promise<void> {
    if (this.#decoding >= MOST_DECODING) return;
    const round = this.#round;
    this.#decoding++;
    try {
      const picture = await Picture.decode(frame);
      if (round === this.#round) this.#queue.add(picture);
      else picture.close();
    } catch (error) {
      console.warn(`mien: a picture cannot be decoded: ${error}`);
    } finally {
      this.#decoding--;
    }
  }

  /** Draws what is due at a media time; true where that changed something. */
  show(positionMs: number): boolean {
    const picture = this.#queue.take(positionMs);
    if (picture === null) return false;
    picture.draw(this.canvas, this.#mask);
    picture.close();
    this.#hasPicture = true;
    return true;
  }

  /** Another session: what waits is of the one before. The last picture stays until there is a new one. */
  reset(): void {
    this.#round++;
    this.#queue.reset();
  }

  /** There is no face any more. */
  clear(): void {
    this.reset();
    this.#hasPicture = false;
    this.canvas.getContext("2d")?.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }
}
