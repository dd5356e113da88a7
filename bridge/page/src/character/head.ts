/** The bones that turn a head, and how they share the turn. */

import { type Object3D, Quaternion } from "three";
import type { Face } from "../wire/motion";
import { TurnedBone } from "./turned_bone";

/** Share of a turn that the neck takes. */
const NECK_SHARE = 0.4;

export class HeadBones {
  readonly #head: TurnedBone | null;
  readonly #neck: TurnedBone | null;
  readonly #turn = new Quaternion();
  readonly #lower = new Quaternion();

  constructor(head: Object3D | null, neck: Object3D | null, facing: Quaternion) {
    this.#neck = head === null || neck === null ? null : new TurnedBone(neck, facing);
    this.#head = head === null ? null : new TurnedBone(head, facing);
  }

  apply(face: Face): void {
    if (this.#head === null) return;
    const [w, x, y, z] = face.headWxyz;
    this.#turn.set(x!, y!, z!, w!);
    if (this.#neck !== null) {
      this.#lower.identity().slerp(this.#turn, NECK_SHARE);
      this.#neck.turn(this.#lower);
      this.#turn.premultiply(this.#lower.invert());
    }
    this.#head.turn(this.#turn);
  }
}
