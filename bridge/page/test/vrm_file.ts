/** A VRM in the smallest form that readers accept: the bones that must be there, and a face of one triangle. */

const BONES = [
  ["hips", null, [0, 1, 0]], ["spine", "hips", [0, 0.2, 0]], ["neck", "spine", [0, 0.3, 0]], ["head", "neck", [0, 0.1, 0]],
  ["leftUpperArm", "spine", [0.2, 0.2, 0]], ["leftLowerArm", "leftUpperArm", [0.2, 0, 0]], ["leftHand", "leftLowerArm", [0.2, 0, 0]],
  ["rightUpperArm", "spine", [-0.2, 0.2, 0]], ["rightLowerArm", "rightUpperArm", [-0.2, 0, 0]], ["rightHand", "rightLowerArm", [-0.2, 0, 0]],
  ["leftUpperLeg", "hips", [0.1, 0, 0]], ["leftLowerLeg", "leftUpperLeg", [0, -0.4, 0]], ["leftFoot", "leftLowerLeg", [0, -0.4, 0]],
  ["rightUpperLeg", "hips", [-0.1, 0, 0]], ["rightLowerLeg", "rightUpperLeg", [0, -0.4, 0]], ["rightFoot", "rightLowerLeg", [0, -0.4, 0]],
] as const;

const VRM0_PRESETS: Readonly<Record<string, string>> = {
  joy: "joy", angry: "angry", sorrow: "sorrow", fun: "fun", a: "a", i: "i", u: "u", e: "e", o: "o", blink: "blink", blink_l: "blink_l", blink_r: "blink_r",
};

/** A VRM 1 whose expressions each move a morph target of their own; presets are told from others by `presets`. */
export function vrm1(presets: readonly string[], custom: readonly string[]): ArrayBuffer {
  const bind = (index: number): object => ({ morphTargetBinds: [{ node: BONES.length, index, weight: 1 }] });
  const named = (names: readonly string[], first: number): object =>
    Object.fromEntries(names.map((name, at) => [name, bind(first + at)]));
  return glb([...presets, ...custom], {
    VRMC_vrm: {
      specVersion: "1.0",
      meta: { name: "test", authors: ["test"], licenseUrl: "https://vrm.dev/licenses/1.0/" },
      humanoid: { humanBones: Object.fromEntries(BONES.map(([name], node) => [name, { node }])) },
      expressions: { preset: named(presets, 0), custom: named(custom, presets.length) },
      lookAt: {
        type: "bone", offsetFromHeadBone: [0, 0.06, 0],
        ...Object.fromEntries(
          ["rangeMapHorizontalInner", "rangeMapHorizontalOuter", "rangeMapVerticalDown", "rangeMapVerticalUp"].map((name) => [
            name, { inputMaxValue: 90, outputScale: 10 },
          ]),
        ),
      },
    },
  }, "VRMC_vrm");
}

/** A VRM 0, which looks the other way and has its left at -X. */
export function vrm0(groups: readonly string[]): ArrayBuffer {
  const blendShapeGroups = groups.map((name, index) => ({
    name, presetName: VRM0_PRESETS[name.toLowerCase()] ?? "unknown", binds: [{ mesh: 0, index, weight: 100 }], materialValues: [], isBinary: false,
  }));
  return glb(groups, {
    VRM: {
      exporterVersion: "test", specVersion: "0.0",
      meta: { title: "test", author: "test" },
      humanoid: { humanBones: BONES.map(([bone], node) => ({ bone, node, useDefaultValues: true })) },
      blendShapeMaster: { blendShapeGroups },
      firstPerson: {}, secondaryAnimation: { boneGroups: [], colliderGroups: [] }, materialProperties: [],
    },
  }, "VRM", -1);
}

function glb(targets: readonly string[], extensions: object, used: string, side = 1): ArrayBuffer {
  const triangle = new Float32Array([0, 1.6, 0.1, 0.1, 1.6, 0.1, 0, 1.7, 0.1]);
  const nodes: object[] = BONES.map(([name, , [x, y, z]], at) => {
    const children = BONES.flatMap(([, parent], index) => (parent === name ? [index] : []));
    return { name: `bone_${at}`, translation: [side * x, y, z], ...(children.length > 0 ? { children } : {}) };
  });
  nodes.push({ name: "Face", mesh: 0 });
  const accessor = { bufferView: 0, componentType: 5126, count: 3, type: "VEC3", min: [0, 1.6, 0.1], max: [0.1, 1.7, 0.1] };
  const json = {
    asset: { version: "2.0" }, scene: 0, scenes: [{ nodes: [0, BONES.length] }], nodes,
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, targets: targets.map(() => ({ POSITION: 0 })) }], extras: { targetNames: targets } }],
    accessors: [accessor], bufferViews: [{ buffer: 0, byteLength: triangle.byteLength }], buffers: [{ byteLength: triangle.byteLength }],
    extensionsUsed: [used], extensions,
  };
  return packed(JSON.stringify(json), new Uint8Array(triangle.buffer));
}

function packed(json: string, binary: Uint8Array): ArrayBuffer {
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 4) * 4));
  const bytes = new Uint8Array(12 + 8 + text.length + 8 + binary.length);
  const view = new DataView(bytes.buffer);
  const words = [0x46546c67, 2, bytes.length, text.length, 0x4e4f534a];
  words.forEach((word, at) => view.setUint32(4 * at, word, true));
  bytes.set(text, 20);
  view.setUint32(20 + text.length, binary.length, true);
  view.setUint32(24 + text.length, 0x004e4942, true);
  bytes.set(binary, 28 + text.length);
  return bytes.buffer;
}
