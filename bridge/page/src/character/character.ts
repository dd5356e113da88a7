/** What every character is, whatever file it came from. */

import type { Object3D } from "three";
import type { Face } from "../wire/motion";

/** Where a camera finds a face, in the world, metres. */
export interface Framing {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** How much is to be seen from top to bottom. */
  readonly height: number;
}

export interface Character {
  readonly root: Object3D;
  readonly framing: Framing;
  /** Whether its materials bring their own way of shading. */
  readonly isToon: boolean;
  /** By which kind of shapes each part of the face is moved, and why, in words. */
  readonly choices: readonly string[];
  /** What its user should know, or empty. */
  readonly note: string;
  /** Shows a face; `seconds` have passed since the one before. */
  apply(face: Face, seconds: number): void;
}
