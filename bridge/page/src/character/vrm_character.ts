/** A VRM, 0 or 1: by its expressions, all 52 where it has Perfect Sync, otherwise vowels, blinks and moods. */

import type { VRM } from "@pixiv/three-vrm";
import { MathUtils, type Object3D, Quaternion, Vector3 } from "three";
import type { Face } from "../wire/motion";
import type { Character, Framing } from "./character";
import { framingOf } from "./framing";
import { HeadBones } from "./head";
import { isEmptyExpression } from "./empty_shapes";
import { type BoundShape, recogniseShapes } from "./matching";
import { movesEyes, weightOf } from "./mixer";
import { matchMoods } from "./moods";

const UP = new Vector3(0, 1, 0);
/** Drop of the arms from the T of rest, radians. */
const ARMS_RAD = 1.2;

export class VrmCharacter implements Character {
  readonly root: Object3D;
  readonly framing: Framing;
  readonly isToon = true;
  readonly note: string;
  readonly choices: readonly string[];
  readonly #vrm: VRM;
  readonly #shapes: readonly BoundShape[];
  readonly #head: HeadBones;

  /** `prefer` names the preset whose expressions move whatever they can. */
  constructor(vrm: VRM, prefer = "") {
    this.#vrm = vrm;
    this.root = vrm.scene;
    const isOld = vrm.meta.metaVersion === "0";
    // A VRM 0 faces the other way; turned, it looks at the camera as the others do.
    if (isOld) this.root.rotation.y = Math.PI;
    this.root.traverse((node) => (node.frustumCulled = false));
    this.root.updateMatrixWorld(true);
    const expressions = vrm.expressionManager?.expressionMap ?? {};
    const named = Object.entries(expressions);
    const { shapes, choices } = recogniseShapes(
      named.map(([name, expression]) => ({ name, mesh: 0, isEmpty: isEmptyExpression(expression) })),
      prefer,
    );
    this.#shapes = [...shapes, ...matchMoods(expressions, shapes)];
    this.choices = choices;
    this.#head = this.#bindHead(isOld);
    lowerArms(vrm, isOld);
    if (vrm.lookAt) vrm.lookAt.target = null;
    this.framing = framingOf(this.root, vrm.humanoid.getRawBoneNode("head"));
    this.note = shapes.length > 0 ? "" : "This VRM has no expressions for vowels, blinks or Perfect Sync.";
  }

  apply(face: Face, seconds: number): void {
    for (const { name, rule } of this.#shapes) {
      this.#vrm.expressionManager?.setValue(name, weightOf(rule, face.expression));
    }
    if (this.#vrm.lookAt && !movesEyes(this.#shapes)) this.#look(face);
    this.#head.apply(face);
    this.#vrm.update(seconds);
  }

  /** VRM counts its yaw to the character's left, as motion does, but its pitch downwards. */
  #look(face: Face): void {
    this.#vrm.lookAt!.yaw = MathUtils.radToDeg(face.gazeRad[0]!);
    this.#vrm.lookAt!.pitch = -MathUtils.radToDeg(face.gazeRad[1]!);
  }

  #bindHead(isOld: boolean): HeadBones {
    const facing = this.root.getWorldQuaternion(new Quaternion());
    if (isOld) facing.multiply(new Quaternion().setFromAxisAngle(UP, Math.PI));
    const bone = (name: "head" | "neck"): Object3D | null => this.#vrm.humanoid.getNormalizedBoneNode(name);
    return new HeadBones(bone("head"), bone("neck"), facing);
  }
}

/** Arms that hang, as nobody stands in a T while they speak. */
function lowerArms(vrm: VRM, isOld: boolean): void {
  const down = isOld ? ARMS_RAD : -ARMS_RAD;
  vrm.humanoid.getNormalizedBoneNode("leftUpperArm")?.rotateZ(down);
  vrm.humanoid.getNormalizedBoneNode("rightUpperArm")?.rotateZ(-down);
  vrm.humanoid.update();
}
