// The neural face on a canvas: the newest picture, with its alpha if it has one.

export class Face {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.mask = document.createElement("canvas");
    this.header = null;
    this.epoch = 0;
    this.waiting = null;
    this.isDrawing = false;
    this.drawn = 0;
  }

  // Nothing is on air any more.
  clear() {
    this.header = this.waiting = null;
    this.epoch = 0;
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  // A message of the stream of pictures.
  take(header, payload) {
    if (header.type === "stream_header") {
      this.header = header;
      this.epoch = header.epoch;
    } else if (Array.isArray(header) && this.header && header[0] >= this.epoch) {
      this.epoch = header[0];
      this.waiting = { header, payload };
      if (!this.isDrawing) this.draw();
    }
  }

  // Draws until nothing newer waits: one that came while another was decoded takes the place of those before it.
  async draw() {
    this.isDrawing = true;
    while (this.waiting && this.header) {
      const { header, payload } = this.waiting;
      this.waiting = null;
      try {
        await this.show(this.header, header, payload);
        this.drawn++;
      } catch {
        // A picture that cannot be decoded is one that was lost.
      }
    }
    this.isDrawing = false;
  }

  async show(stream, frame, payload) {
    const { width, height } = stream;
    if (stream.layout === "rgba8") {
      this.fit(width, height);
      this.context.putImageData(new ImageData(new Uint8ClampedArray(payload), width, height), 0, 0);
      return;
    }
    const bitmap = await createImageBitmap(new Blob([payload.subarray(0, frame[5])], { type: "image/jpeg" }));
    this.fit(width, height);
    this.context.globalCompositeOperation = "copy";
    this.context.drawImage(bitmap, 0, 0);
    bitmap.close();
    if (stream.alpha === "straight") this.cut(payload.subarray(frame[5]), width, height);
  }

  // Leaves of the picture what alpha, one byte a pixel, lets show.
  cut(alpha, width, height) {
    const image = new ImageData(width, height);
    for (let at = 0; at < alpha.length; at++) image.data[4 * at + 3] = alpha[at];
    this.mask.width = width;
    this.mask.height = height;
    this.mask.getContext("2d").putImageData(image, 0, 0);
    this.context.globalCompositeOperation = "destination-in";
    this.context.drawImage(this.mask, 0, 0);
  }

  fit(width, height) {
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
  }
}
