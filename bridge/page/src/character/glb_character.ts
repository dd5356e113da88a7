/** A character of a glTF file: shapes that are found by their names, and bones `head` and `neck`. */

import { Mesh, type Object3D, Quaternion } from "three";
import type { Face } from "../wire/motion";
import type { Character, Framing } from "./character";
import { framingOf } from "./framing";
import { HeadBones } from "./head";
import { isEmptyShape } from "./empty_shapes";
import { recogniseShapes, type Shape } from "./matching";
import { weightOf } from "./mixer";
import type { Rule } from "./presets";

interface MovedShape {
  readonly influences: number[];
  readonly index: number;
  readonly rule: Rule;
}

export class GlbCharacter implements Character {
  readonly root: Object3D;
  readonly framing: Framing;
  readonly isToon = false;
  readonly note: string;
  readonly choices: readonly string[];
  readonly #shapes: readonly MovedShape[];
  readonly #head: HeadBones;

  /** `prefer` names the preset whose shapes move whatever they can. */
  constructor(root: Object3D, prefer = "") {
    this.root = root;
    root.updateMatrixWorld(true);
    const meshes = meshesOf(root);
    const recognised = recogniseShapes(meshes.flatMap(shapesOf), prefer);
    this.#shapes = recognised.shapes.map(({ name, mesh, rule }) => {
      const { morphTargetDictionary: indices, morphTargetInfluences: influences } = meshes[mesh]!;
      return { influences: influences!, index: indices![name]!, rule };
    });
    this.choices = recognised.choices;
    const head = boneNamed(root, "head");
    this.#head = new HeadBones(head, boneNamed(root, "neck"), root.getWorldQuaternion(new Quaternion()));
    this.framing = framingOf(root, head);
    this.note = this.#shapes.length > 0 ? "" : "This model has no shapes that move a face: neither ARKit's 52 nor visemes.";
  }

  apply(face: Face): void {
    for (const { influences, index, rule } of this.#shapes) influences[index] = weightOf(rule, face.expression);
    this.#head.apply(face);
  }
}

function meshesOf(root: Object3D): Mesh[] {
  const meshes: Mesh[] = [];
  root.traverse((node) => {
    if (!(node instanceof Mesh)) return;
    meshes.push(node);
    // A face that leaves the box in which it rests would vanish at the border of the picture.
    node.frustumCulled = false;
  });
  return meshes;
}

function shapesOf(mesh: Mesh, number: number): Shape[] {
  const indices = Object.entries(mesh.morphTargetDictionary ?? {});
  return indices.map(([name, index]) => ({ name, mesh: number, isEmpty: isEmptyShape(mesh.geometry, index) }));
}

/** A bone as tools call it: `head`, `Head`, `mixamorig:Head`, `Head_M`. */
function boneNamed(root: Object3D, name: string): Object3D | null {
  const pattern = new RegExp(`^(.*[^a-z])?${name}([^a-z].*)?$`, "i");
  let found: Object3D | null = null;
  root.traverse((node) => {
    if (found === null && "isBone" in node && pattern.test(node.name)) found = node;
  });
  return found;
}
