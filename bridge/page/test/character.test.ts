import { Bone, BufferGeometry, Float32BufferAttribute, Group, Mesh, Object3D, Quaternion, Vector3 } from "three";
import { beforeAll, describe, expect, it } from "vitest";
import { GlbCharacter } from "../src/character/glb_character";
import { HeadBones } from "../src/character/head";
import { readCharacter } from "../src/character/loading";
import { recogniseShapes, shapesNamed } from "../src/character/matching";
import { movesEyes, weightOf } from "../src/character/mixer";
import { matchMoods } from "../src/character/moods";
import { PRESETS } from "../src/character/presets";
import { endingsOf, spellingOf } from "../src/character/spelling";
import { EXPRESSION_NAMES } from "../src/wire/motion";
import { faceWith } from "./faces";
import { vrm0, vrm1 } from "./vrm_file";

function matchShapes(names: readonly string[]): ReturnType<typeof recogniseShapes>["shapes"] {
  return recogniseShapes(shapesNamed(names)).shapes;
}

function namesOf(preset: string): string[] {
  return PRESETS.find(({ name }) => name === preset)!.rules.map(({ shape }) => shape);
}

/** A mesh with shapes of these names, of which some move nothing. */
function meshOf(names: readonly string[], moves: (name: string) => boolean): Mesh {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute([0, 0, 0, 1, 0, 0, 0, 1, 0], 3));
  geometry.morphTargetsRelative = true;
  geometry.morphAttributes["position"] = names.map((name) => new Float32BufferAttribute(new Array(9).fill(moves(name) ? 0.1 : 1e-7), 3));
  const mesh = new Mesh(geometry);
  mesh.morphTargetDictionary = Object.fromEntries(names.map((name, at) => [name, at]));
  mesh.morphTargetInfluences = names.map(() => 0);
  return mesh;
}

const VOWELS = ["aa", "ih", "ou", "ee", "oh"];
const PERFECT_SYNC = EXPRESSION_NAMES.map((name) => name.charAt(0).toUpperCase() + name.slice(1));

function turnedLeft(rad: number): number[] {
  return [Math.cos(rad / 2), 0, Math.sin(rad / 2), 0];
}

describe("names of shapes", () => {
  it.each([
    ["eyeBlinkLeft", "eyeblinkleft"], ["EyeBlink_L", "eyeblinkleft"], ["eye_blink_left", "eyeblinkleft"],
    ["jawOpen", "jawopen"], ["mouthSmile_R", "mouthsmileright"], ["left", "left"],
  ])("%s is %s", (name, spelling) => expect(spellingOf(name)).toBe(spelling));

  it("may have something before them", () => {
    expect(endingsOf("Face.M_F00_eyeBlinkLeft")).toContain("eyeblinkleft");
  });

  it("are found in any spelling, all 52", () => {
    const shapes = matchShapes(EXPRESSION_NAMES.map((name) => `blendShape1.${name.replace(/Left$/, "_L").replace(/Right$/, "_R")}`));
    expect(shapes.map(({ rule }) => rule.shape).sort()).toEqual([...EXPRESSION_NAMES].sort());
    expect(movesEyes(shapes)).toBe(true);
  });

  it("move a mouth once, though there are visemes beside ARKit's shapes", () => {
    const shapes = matchShapes([...EXPRESSION_NAMES, "viseme_aa", "viseme_PP", "aa", "ih", "ou", "ee", "oh"]);
    expect(new Set(shapes.map(({ preset }) => preset))).toEqual(new Set(["arkit"]));
  });

  it("of VRM are taken letter by letter, and only together", () => {
    expect(matchShapes(["A", "I", "U", "E", "O", "Blink"]).map(({ name }) => name)).toEqual(["A", "I", "U", "E", "O", "Blink"]);
    expect(matchShapes(["A", "I", "O"])).toEqual([]);
  });
});

describe("shapes that move nothing", () => {
  it("leave a mouth to what moves: VRoid's vowels beside an empty jaw", () => {
    const shapes = [...shapesNamed(["jawOpen"]).map((shape) => ({ ...shape, isEmpty: true })), ...shapesNamed(namesOf("vroid"))];
    const { shapes: bound, choices } = recogniseShapes(shapes);
    expect(bound.map(({ name }) => name)).toEqual(namesOf("vroid"));
    expect(choices[0]).toBe("mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)");
  });

  it("leave it also where all but the jaw moves", () => {
    const shapes = shapesNamed([...EXPRESSION_NAMES, ...namesOf("vroid")]).map((shape) => ({ ...shape, isEmpty: shape.name === "jawOpen" }));
    const { choices } = recogniseShapes(shapes);
    expect(choices[0]).toBe("mouth by VRoid (5 of 5 shapes), not by ARKit (27 of 28; moves nothing: jawOpen; has no jawOpen)");
    expect(choices.slice(1).every((choice) => choice.includes(" by ARKit"))).toBe(true);
  });

  it("are left out of each of a character's meshes, which are recognised together", () => {
    const names = [...EXPRESSION_NAMES, ...namesOf("oculus")];
    const head = meshOf(names, () => true);
    const teeth = meshOf(names, (name) => ["jawOpen", "viseme_aa", "mouthClose"].includes(name));
    const character = new GlbCharacter(new Group().add(head, teeth));
    character.apply(faceWith({ jawOpen: 0.5 }));
    expect(teeth.morphTargetInfluences![names.indexOf("jawOpen")]).toBeCloseTo(0.5);
    expect(teeth.morphTargetInfluences![names.indexOf("viseme_aa")]).toBe(0);
    expect(head.morphTargetInfluences![names.indexOf("jawOpen")]).toBeCloseTo(0.5);
  });

  it("do not keep a preferred kind from moving what it can", () => {
    const { choices } = recogniseShapes(shapesNamed([...EXPRESSION_NAMES, ...namesOf("oculus")]), "oculus");
    expect(choices[0]).toMatch(/^mouth by Oculus visemes \(8 of 8 shapes, as preferred\), not by ARKit/);
    expect(choices[1]).toMatch(/^lids by ARKit/);
  });

  it("of two that may be the same are not taken", () => {
    const shapes = shapesNamed(["jawOpen", "Face.jawOpen"]).map((shape, at) => ({ ...shape, isEmpty: at === 0 }));
    expect(recogniseShapes(shapes).shapes.map(({ name }) => name)).toEqual(["Face.jawOpen"]);
  });
});

describe("the weight of a vowel", () => {
  const aa = PRESETS.find(({ name }) => name === "vrm")!.rules[0]!;

  it("is that of the other plugins", () => {
    const { expression } = faceWith({ jawOpen: 0.5, mouthClose: 0.1, mouthPucker: 0.2 });
    expect(weightOf(aa, expression)).toBeCloseTo(0.9 * 0.5 - 0.8 * 0.1 - 0.15 * 0.2);
  });

  it("stays within 0..1", () => {
    expect(weightOf(aa, faceWith({ mouthClose: 1 }).expression)).toBe(0);
    expect(weightOf(aa, faceWith({ jawOpen: 1, mouthUpperUpLeft: 1, mouthUpperUpRight: 1 }).expression)).toBe(1);
  });
});

describe("bones of a head", () => {
  it("turn together as far as the face does, whatever axes they have", () => {
    const [neck, head] = [new Bone(), new Bone()];
    neck.quaternion.setFromAxisAngle(new Vector3(1, 0, 0), 1.1);
    head.quaternion.setFromAxisAngle(new Vector3(0, 0, 1), 0.7);
    const root = new Object3D();
    root.add(neck.add(head));
    root.updateMatrixWorld(true);
    const before = head.getWorldQuaternion(new Quaternion());
    new HeadBones(head, neck, new Quaternion()).apply(faceWith({}, turnedLeft(0.5)));
    const turn = head.getWorldQuaternion(new Quaternion()).multiply(before.invert());
    expect(turn.angleTo(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), 0.5))).toBeCloseTo(0);
    const lower = neck.quaternion.angleTo(new Quaternion().setFromAxisAngle(new Vector3(1, 0, 0), 1.1));
    expect(lower).toBeCloseTo(0.2);
  });
});

describe("a glTF character", () => {
  it("moves the shapes that it knows by name, and no others", () => {
    const mesh = new Mesh(new BufferGeometry());
    mesh.morphTargetDictionary = { chubby: 0, jawOpen: 1 };
    mesh.morphTargetInfluences = [0.3, 0];
    const character = new GlbCharacter(new Group().add(mesh));
    character.apply(faceWith({ jawOpen: 0.6 }));
    expect(mesh.morphTargetInfluences[0]).toBe(0.3);
    expect(mesh.morphTargetInfluences[1]).toBeCloseTo(0.6);
    expect(character.note).toBe("");
  });

  it("says that it has no shapes for a face", () => {
    expect(new GlbCharacter(new Group()).note).toMatch(/no shapes/);
  });
});

describe("a VRM", () => {
  beforeAll(() => {
    // What three's loader expects of a browser.
    Object.assign(globalThis, { self: globalThis });
  });

  const faceOf = (root: Object3D): Mesh => {
    let found: Mesh | null = null;
    root.traverse((node) => (found = node instanceof Mesh ? node : found));
    if (found === null) throw new Error("there is no face");
    return found;
  };

  it("of version 1 has its vowels and blinks resolved by three-vrm, and moved", async () => {
    const character = await readCharacter(vrm1([...VOWELS, "blinkLeft", "blinkRight"], []));
    character.apply(faceWith({ jawOpen: 1, eyeBlinkLeft: 1 }), 0.016);
    const [aa, ih, , , oh, left, right] = faceOf(character.root).morphTargetInfluences!;
    expect([aa, ih, oh]).toEqual([expect.closeTo(0.9), 0, expect.closeTo(0.8)]);
    expect([left, right]).toEqual([1, 0]);
    expect(character.note).toBe("");
  });

  it("with Perfect Sync has all 52 resolved, and its vowels left alone", async () => {
    const character = await readCharacter(vrm1(VOWELS, PERFECT_SYNC));
    const wanted = Object.fromEntries(EXPRESSION_NAMES.map((name, at) => [name, (at + 1) / 100]));
    character.apply(faceWith(wanted), 0.016);
    const influences = faceOf(character.root).morphTargetInfluences!;
    expect(influences.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(influences.slice(5).map((value) => Math.round(100 * value))).toEqual(EXPRESSION_NAMES.map((_, at) => at + 1));
  });

  it("of version 0 has its own names resolved", async () => {
    const character = await readCharacter(vrm0(["A", "I", "U", "E", "O", "Blink_L", "Blink_R", "BrowInnerUp"]));
    character.apply(faceWith({ jawOpen: 1, eyeBlinkRight: 0.5, browInnerUp: 0.4 }), 0.016);
    const influences = faceOf(character.root).morphTargetInfluences!;
    expect(influences.map((value) => Math.round(100 * value))).toEqual([90, 0, 20, 0, 80, 0, 50, 40]);
  });

  it.each([
    ["1", () => vrm1([...VOWELS, "happy", "sad"], [])], ["0", () => vrm0(["A", "I", "U", "E", "O", "Joy", "Sorrow"])],
  ])("of version %s that cannot smile otherwise shows its moods", async (_, file) => {
    const character = await readCharacter(file());
    character.apply(faceWith({ mouthSmileLeft: 0.8, mouthSmileRight: 0.4, browInnerUp: 0.5 }), 0.016);
    const [happy, sad] = faceOf(character.root).morphTargetInfluences!.slice(5);
    expect([happy, sad]).toEqual([expect.closeTo(0.6), expect.closeTo(0.15)]);
  });

  it("that smiles by itself, or whose mood keeps the mouth, shows no mood beside", () => {
    const happy = { overrideMouth: "none", overrideBlink: "none" };
    const mouth = matchShapes(VOWELS);
    expect(matchMoods({ happy }, mouth).map(({ name }) => name)).toEqual(["happy"]);
    expect(matchMoods({ happy }, matchShapes(PERFECT_SYNC))).toEqual([]);
    expect(matchMoods({ happy: { ...happy, overrideMouth: "blend" } }, mouth)).toEqual([]);
    expect(matchMoods({ happy: { ...happy, overrideBlink: "block" } }, mouth)).toEqual([]);
  });

  it.each([["1", () => vrm1(VOWELS, [])], ["0", () => vrm0(["A", "I", "U", "E", "O"])]])(
    "of version %s turns its head to its own left, which is on our right",
    async (_, file) => {
      const character = await readCharacter(file());
      const head = character.root.getObjectByName("bone_3")!;
      const before = head.getWorldQuaternion(new Quaternion());
      character.apply(faceWith({}, turnedLeft(0.4)), 0.016);
      character.root.updateMatrixWorld(true);
      const turn = head.getWorldQuaternion(new Quaternion()).multiply(before.invert());
      // The camera stands at +Z and has +X on its right.
      const out = new Vector3(0, 0, 1).applyQuaternion(turn);
      expect(out.x).toBeCloseTo(Math.sin(0.4));
      expect(out.z).toBeCloseTo(Math.cos(0.4));
    },
  );

  it("that is none is refused in words", async () => {
    await expect(readCharacter(new ArrayBuffer(20))).rejects.toThrow(/cannot be read/);
  });
});
