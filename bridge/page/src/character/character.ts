/** Common interface of characters, whatever their file. */

import type { Object3D } from "three";
import type { Face } from "../wire/motion";

/** Place of a face for the camera, in the world, metres. */
export interface Framing {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Height of the view from top to bottom. */
  readonly height: number;
}

export interface Character {
  readonly root: Object3D;
  readonly framing: Framing;
  /** True if its materials bring their own way of shading. */
  readonly isToon: boolean;
  /** By which kind of shapes each part of the face is moved, and why, in words. */
  readonly choices: readonly string[];
  /** Note for its user, or empty. */
  readonly note: string;
  /** Shows a face; `seconds` have passed since the one before. */
  apply(face: Face, seconds: number): void;
}
