/** Tells which shapes of a mesh, and which expressions of a VRM, move nothing. */

import type { VRMExpression } from "@pixiv/three-vrm";
import { Box3, type BufferAttribute, type BufferGeometry, type InterleavedBufferAttribute, type Mesh, Vector3 } from "three";

/** Share of its mesh's size below which a movement is none: noise of exporters. */
const LEAST = 1e-5;

type Places = BufferAttribute | InterleavedBufferAttribute;

/** True if a morph target of a geometry moves no vertex; one whose movement cannot be told is taken for something. */
export function isEmptyShape(geometry: BufferGeometry, index: number): boolean {
  const moved = geometry.morphAttributes["position"]?.[index];
  if (moved === undefined || !geometry.morphTargetsRelative) return false;
  const least = LEAST * sizeOf(geometry.getAttribute("position"));
  for (let at = 0; at < moved.count; at++) {
    if (Math.max(Math.abs(moved.getX(at)), Math.abs(moved.getY(at)), Math.abs(moved.getZ(at))) > least) return false;
  }
  return true;
}

/** True if an expression moves nothing: it has no binds, or only such as move empty morph targets. */
export function isEmptyExpression(expression: VRMExpression): boolean {
  return expression.binds.every((bind) => {
    if (!("primitives" in bind && "index" in bind)) return false;
    const meshes = bind.primitives as readonly Mesh[];
    return meshes.every(({ geometry }) => isEmptyShape(geometry, bind.index as number));
  });
}

function sizeOf(places: Places | undefined): number {
  if (places === undefined) return 0;
  const size = new Box3().setFromBufferAttribute(places as BufferAttribute).getSize(new Vector3());
  return Math.max(size.x, size.y, size.z, 0);
}
