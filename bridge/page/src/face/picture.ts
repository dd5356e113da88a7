/** A picture of a face, decoded and ready to be drawn. */

import type { PictureFrame } from "../wire/streams";

export class Picture {
  readonly timeMs: number;
  readonly epoch: number;
  readonly width: number;
  readonly height: number;
  readonly #image: ImageBitmap;
  readonly #alpha: ImageData | null;

  private constructor(frame: PictureFrame, image: ImageBitmap) {
    this.timeMs = frame.timeMs;
    this.epoch = frame.epoch;
    this.width = frame.header.width;
    this.height = frame.header.height;
    this.#image = image;
    this.#alpha = frame.alpha === null ? null : maskOf(frame.alpha, this.width, this.height);
  }

  /** Decodes a picture; rejects where it is no picture. */
  static async decode(frame: PictureFrame): Promise<Picture> {
    const { width, height } = frame.header;
    if (frame.jpeg !== null) {
      const file = new Blob([frame.jpeg.slice()], { type: "image/jpeg" });
      return new Picture(frame, await createImageBitmap(file));
    }
    const pixels = new ImageData(new Uint8ClampedArray(frame.rgba ?? []), width, height);
    return new Picture(frame, await createImageBitmap(pixels));
  }

  /** Draws it over the whole of a canvas; `mask` is a canvas for its alpha, made anew each time. */
  draw(canvas: HTMLCanvasElement, mask: HTMLCanvasElement): void {
    resize(canvas, this.width, this.height);
    const context = contextOf(canvas);
    context.globalCompositeOperation = "copy";
    context.drawImage(this.#image, 0, 0, this.width, this.height);
    if (this.#alpha === null) return;
    resize(mask, this.width, this.height);
    contextOf(mask).putImageData(this.#alpha, 0, 0);
    context.globalCompositeOperation = "destination-in";
    context.drawImage(mask, 0, 0);
  }

  /** Lets go of its memory, which the browser's collector is slow to find. */
  close(): void {
    this.#image.close();
  }
}

/** Pixels that are as opaque as `alpha` says; their colour does not matter. */
function maskOf(alpha: Uint8Array, width: number, height: number): ImageData {
  const mask = new ImageData(width, height);
  for (let at = 0; at < alpha.length; at++) mask.data[4 * at + 3] = alpha[at]!;
  return mask;
}

function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser draws on no canvas");
  return context;
}
