/** Light for a face: soft from all around, a key, a fill and a rim. */

import { AmbientLight, DirectionalLight, type Light, type Scene } from "three";

type Placed = readonly [color: number, intensity: number, x: number, y: number, z: number];

const REAL: readonly Placed[] = [
  [0xfff1e0, 1.9, 0.9, 1.1, 1.6],
  [0xdfe8ff, 0.7, -1.4, 0.3, 0.9],
  [0xffffff, 1.2, -0.6, 1.2, -1.4],
];
/** Toon shading wants one light from the front. */
const TOON: readonly Placed[] = [[0xffffff, 0.75 * Math.PI, 0.6, 1.2, 2]];
const TOON_AMBIENT = 0.9;

/** Lights a scene anew. */
export function light(scene: Scene, isToon: boolean): void {
  scene.remove(...scene.children.filter((child) => "isLight" in child));
  const lights: Light[] = (isToon ? TOON : REAL).map(([color, intensity, x, y, z]) => {
    const made = new DirectionalLight(color, intensity);
    made.position.set(x, y, z);
    return made;
  });
  if (isToon) lights.push(new AmbientLight(0xffffff, TOON_AMBIENT));
  scene.add(...lights);
  scene.environmentIntensity = isToon ? 0 : 0.55;
}
