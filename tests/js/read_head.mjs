// Reads a head with Khronos' validator and with three.js, and prints what each of them found as JSON:
//   node read_head.mjs head.glb

import { readFile } from "node:fs/promises";
import validator from "gltf-validator";
import * as THREE from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";

// What GLTFLoader expects of a browser to load textures, which are not looked at here.
globalThis.self = globalThis;
globalThis.createImageBitmap = async () => ({ width: 1, height: 1, close() {} });

const bytes = await readFile(process.argv[2]);
const { issues, info } = await validator.validateBytes(new Uint8Array(bytes), { maxIssues: 20 });

const { scene } = await new GLTFLoader().parseAsync(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), "");
scene.updateMatrixWorld(true);

const bones = {};
const meshes = [];
scene.traverse((node) => {
  if (node.isBone) bones[node.name] = node.getWorldPosition(new THREE.Vector3()).toArray();
  if (node.isSkinnedMesh) meshes.push(node);
});

function box(mesh) {
  const bounds = new THREE.Box3();
  const point = new THREE.Vector3();
  for (let i = 0; i < mesh.geometry.attributes.position.count; i++) bounds.expandByPoint(mesh.getVertexPosition(i, point));
  return [bounds.min.toArray(), bounds.max.toArray()];
}

function shown(mesh, name) {
  const index = mesh.morphTargetDictionary[name];
  mesh.morphTargetInfluences[index] = 1;
  const bounds = box(mesh);
  mesh.morphTargetInfluences[index] = 0;
  return bounds;
}

const found = meshes.map((mesh) => ({
  material: mesh.material.name,
  textured: mesh.material.map !== null,
  shapes: Object.keys(mesh.morphTargetDictionary),
  rest: box(mesh),
  jawOpen: shown(mesh, "jawOpen"),
}));

scene.getObjectByName("head").rotation.y = Math.PI / 2;
scene.updateMatrixWorld(true);
meshes.forEach((mesh, index) => (found[index].turned = box(mesh)));

console.log(JSON.stringify({ issues, triangles: info.totalTriangleCount, bones, meshes: found }));
