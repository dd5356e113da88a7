/** A bone that is turned on top of its pose of rest, whatever axes it has. */

import { type Object3D, Quaternion } from "three";

/**
 * With B the bone's rotation at rest, seen along the character's face, a turn R of the face is in the bone's own axes
 * B^-1 R B.
 */
export class TurnedBone {
  readonly #bone: Object3D;
  readonly #rest: Quaternion;
  readonly #toFace: Quaternion;
  readonly #fromFace: Quaternion;

  /**
   * A bone as it is now: at rest.
   *
   * @param facing The rotation in the world that leads +Z out of the character's face, +Y up.
   */
  constructor(bone: Object3D, facing: Quaternion) {
    this.#bone = bone;
    this.#rest = bone.quaternion.clone();
    this.#toFace = facing.clone().invert().multiply(bone.getWorldQuaternion(new Quaternion()));
    this.#fromFace = this.#toFace.clone().invert();
  }

  /** Turns the bone, seen along the face: +X the character's left. */
  turn(turn: Quaternion): void {
    this.#bone.quaternion.copy(this.#rest).multiply(this.#fromFace).multiply(turn).multiply(this.#toFace);
  }
}
