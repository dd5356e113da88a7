/** Point at which a camera should look to see a character's face. */

import { Box3, type Object3D, Vector3 } from "three";
import type { Framing } from "./character";

/** Of the way from the head's bone, at the base of the skull, to its top: where the middle of the picture is. */
const MIDDLE = 0.2;
/** Framing: some room above, and the shoulders. */
const HEADS = 2.2;

export function framingOf(root: Object3D, head: Object3D | null): Framing {
  const box = new Box3().setFromObject(root);
  if (head === null) {
    const middle = box.getCenter(new Vector3());
    return { x: middle.x, y: middle.y, z: middle.z, height: 1.15 * (box.max.y - box.min.y) };
  }
  const base = head.getWorldPosition(new Vector3());
  const tall = Math.max(0.05, box.max.y - base.y);
  return { x: base.x, y: base.y + MIDDLE * tall, z: base.z, height: HEADS * tall };
}
