// The page of contact_sheet.mjs: renders each pose into one canvas and posts it as JPEG (PNG when asked).

import * as THREE from "three";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";

const VIEWS = {
  bust: { from: [0, 0.02, 1.0], at: [0, -0.115, 0], fov: 31 },
  front: { from: [0, 0.01, 0.95], at: [0, -0.012, 0], fov: 19 },
  threeQuarter: { from: [0.62, 0.04, 0.72], at: [0, -0.012, 0], fov: 19 },
  side: { from: [0.95, 0.0, 0.04], at: [0, -0.012, 0], fov: 19 },
  back: { from: [-0.3, 0.1, -1.0], at: [0, -0.04, 0], fov: 24 },
  eyes: { from: [0.02, 0.01, 0.6], at: [0.02, 0.005, 0.05], fov: 8 },
  mouth: { from: [0, -0.05, 0.6], at: [0, -0.065, 0.05], fov: 9 },
  above: { from: [0.25, 0.7, 0.65], at: [0, 0.02, 0], fov: 20 },
  below: { from: [0.1, -0.75, 0.6], at: [0, -0.05, 0], fov: 30 },
};

const post = (path, body) => fetch(path, { method: "POST", body });

function studio(renderer) {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(0xb9c2cc);
  scene.environment = new THREE.PMREMGenerator(renderer).fromScene(new RoomEnvironment(), 0.04).texture;
  scene.environmentIntensity = 0.55;
  for (const [color, intensity, x, y, z] of [[0xfff1e0, 1.9, 0.9, 1.1, 1.6], [0xdfe8ff, 0.7, -1.4, 0.3, 0.9], [0xffffff, 1.2, -0.6, 1.2, -1.4]]) {
    const light = new THREE.DirectionalLight(color, intensity);
    light.position.set(x, y, z);
    scene.add(light);
  }
  return scene;
}

function shapes(model) {
  let names = [];
  model.traverse((node) => (names = node.morphTargetDictionary ? Object.keys(node.morphTargetDictionary) : names));
  return names;
}

function setPose(model, pose) {
  model.traverse((node) => {
    if (node.morphTargetDictionary) {
      for (const [name, index] of Object.entries(node.morphTargetDictionary)) {
        node.morphTargetInfluences[index] = pose.weights?.[name] ?? 0;
      }
    }
    if (node.isBone) node.rotation.set(...(pose.joints?.[node.name] ?? [0, 0, 0]));
  });
  model.updateMatrixWorld(true);
}

function aim(camera, view, eyes) {
  const { from, at, fov } = VIEWS[view];
  camera.fov = fov;
  camera.position.fromArray(from).add(eyes);
  camera.lookAt(new THREE.Vector3().fromArray(at).add(eyes));
  camera.updateProjectionMatrix();
}

async function main() {
  const sheet = await (await fetch("/sheet.json")).json();
  const { scene: model } = await new GLTFLoader().loadAsync("/head.glb");
  const [width, height] = sheet.cell;
  const renderer = new THREE.WebGLRenderer({ antialias: true, preserveDrawingBuffer: true });
  renderer.setSize(width * 2, height * 2);
  renderer.toneMapping = THREE.NeutralToneMapping;
  const scene = studio(renderer);
  scene.add(model);
  model.updateMatrixWorld(true);
  const eye = (name) => model.getObjectByName(name).getWorldPosition(new THREE.Vector3());
  const eyes = eye("eyeLeft").add(eye("eyeRight")).multiplyScalar(0.5).setZ(0.05);
  const camera = new THREE.PerspectiveCamera(20, width / height, 0.05, 10);
  const poses = sheet.poses ?? shapes(model).map((name) => ({ title: name, view: sheet.view, weights: { [name]: 1 } }));
  const canvas = document.createElement("canvas");
  canvas.width = width * sheet.columns;
  canvas.height = height * Math.ceil(poses.length / sheet.columns);
  const page = canvas.getContext("2d");
  page.imageSmoothingQuality = "high";
  page.font = `600 ${sheet.font ?? 15}px sans-serif`;
  page.fillStyle = "#b9c2cc";
  page.fillRect(0, 0, canvas.width, canvas.height);
  page.fillStyle = "#28323c";
  poses.forEach((pose, index) => {
    setPose(model, pose);
    aim(camera, pose.view ?? "front", eyes);
    renderer.render(scene, camera);
    const [x, y] = [width * (index % sheet.columns), height * Math.floor(index / sheet.columns)];
    page.drawImage(renderer.domElement, x, y, width, height);
    page.fillText(pose.title, x + 10, y + height - 12);
  });
  const kind = sheet.png ? "image/png" : "image/jpeg";
  await post("/picture", await new Promise((resolve) => canvas.toBlob(resolve, kind, 0.88)));
}

main().catch((error) => post("/error", `${error.stack ?? error}`));
