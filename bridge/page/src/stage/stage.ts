/** Where the performance is seen: a photo's face or a character, and its sound. */

import { FaceView } from "../face/face_view";
import { MotionBuffer } from "../playback/motion_buffer";
import { Playout } from "../playback/playout";
import type { Frame } from "../wire/streams";
import { Characters } from "./characters";
import { Feed } from "./feed";
import { type Figures, Measured } from "./figures";

export type Shown = "face" | "character";

/** After a pause, as of a hidden tab, a character's hair does not have to catch up. */
const LONGEST_STEP_S = 0.1;

export class Stage {
  readonly element: HTMLElement;
  readonly playout: Playout;
  readonly #face = new FaceView();
  readonly #motion = new MotionBuffer();
  readonly #feed = new Feed();
  readonly #measured = new Measured();
  readonly #characters: Characters;
  #shown: Shown = "character";
  #zoom = 1;
  #lastMs = 0;

  constructor(element: HTMLElement, isMuted: boolean) {
    this.element = element;
    this.playout = new Playout(isMuted);
    this.#face.canvas.className = "face";
    element.append(this.#face.canvas);
    this.#characters = new Characters((view) => {
      view.canvas.className = "character";
      view.zoom = this.#zoom;
      element.append(view.canvas);
      this.#resize();
      this.show(this.#shown);
    });
    new ResizeObserver(() => this.#resize()).observe(element);
    this.show(this.#shown);
    requestAnimationFrame((nowMs) => this.#draw(nowMs));
  }

  /** What to listen to: no pictures where a character is shown, no sound where none is heard. */
  get topics(): string[] {
    return this.#feed.topics.filter(
      (topic) =>
        topic.startsWith("motion/") ||
        (topic.startsWith("face/") && this.#shown === "face") ||
        (topic.startsWith("audio/") && !this.playout.isMuted),
    );
  }

  get lost(): number {
    return this.#feed.lost;
  }

  get figures(): Figures {
    return this.#measured.figures(performance.now());
  }

  /** Whether a character is on its way. */
  get isLoading(): boolean {
    return this.#characters.isLoading;
  }

  /** Why no character is to be seen, or empty. */
  get trouble(): string {
    return this.#characters.trouble;
  }

  /** How near a character is; 1 shows head and shoulders. */
  set zoom(zoom: number) {
    this.#zoom = zoom;
    if (this.#characters.view !== null) this.#characters.view.zoom = zoom;
  }

  /** Turns to a session; true if that is another one than before. */
  follow(session: string | null): boolean {
    if (!this.#feed.follow(session)) return false;
    this.#motion.reset();
    this.#face.reset();
    this.playout.reset();
    return true;
  }

  /** Shows the one or the other. */
  show(shown: Shown): void {
    if (shown !== this.#shown) this.#feed.resume();
    if (shown !== "face") this.playout.forget("face");
    this.#shown = shown;
    this.element.dataset["shown"] = shown;
    this.#face.canvas.hidden = shown !== "face";
    if (this.#characters.view !== null) this.#characters.view.canvas.hidden = shown !== "character";
  }

  /** Takes a character on; what to know about it, or empty. */
  showCharacter(address: string): Promise<string> {
    return this.#characters.show(address);
  }

  /** Lets its sound be heard, or not. */
  setMuted(isMuted: boolean): void {
    this.#feed.resume();
    this.playout.setMuted(isMuted);
  }

  /** There is no photo any more. */
  clearFace(): void {
    this.#face.clear();
  }

  /** Takes a message of a stream. */
  take(topic: string, header: unknown, payload: Uint8Array | null): void {
    const frame = this.#feed.take(topic, header, payload);
    if (frame !== null) this.#perform(frame);
  }

  #perform(frame: Frame): void {
    const nowMs = performance.now();
    switch (frame.kind) {
      case "motion":
        this.#measured.motion.add(nowMs);
        this.playout.arrived("motion", nowMs, frame.timeMs, frame.epoch);
        this.#motion.add(frame);
        break;
      case "face":
        this.#measured.pictures.add(nowMs);
        if (this.#shown !== "face") break;
        this.playout.arrived("face", nowMs, frame.timeMs, frame.epoch);
        void this.#face.add(frame);
        break;
      case "audio":
        this.playout.play(frame);
        break;
    }
  }

  #draw(nowMs: number): void {
    requestAnimationFrame((next) => this.#draw(next));
    const seconds = Math.min(LONGEST_STEP_S, Math.max(0, nowMs - this.#lastMs) / 1000);
    this.#lastMs = nowMs;
    const startMs = performance.now();
    const positionMs = this.playout.positionMs(startMs);
    if (this.#shown === "face") {
      if (positionMs !== null) this.#face.show(positionMs);
    } else {
      this.#characters.view?.show(positionMs === null ? null : this.#motion.sample(positionMs), seconds);
    }
    this.#measured.drew(startMs, performance.now());
  }

  #resize(): void {
    const { width, height } = this.element.getBoundingClientRect();
    this.#characters.view?.resize(Math.round(width), Math.round(height));
  }
}
