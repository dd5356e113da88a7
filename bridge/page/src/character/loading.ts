/** From a file's bytes to a character. */

import { VRMLoaderPlugin, VRMUtils, type VRM } from "@pixiv/three-vrm";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { Refusal } from "../wire/refusal";
import type { Character } from "./character";
import { embeddedImages } from "./embedded_images";
import { GlbCharacter } from "./glb_character";
import { VrmCharacter } from "./vrm_character";

/** Reads a VRM or GLB file; `prefer` names the preset whose shapes move whatever they can. */
export async function readCharacter(bytes: ArrayBuffer, prefer = ""): Promise<Character> {
  const loader = new GLTFLoader();
  loader.register(embeddedImages);
  loader.register((parser) => new VRMLoaderPlugin(parser));
  const gltf = await loader.parseAsync(bytes, "").catch((error: unknown) => {
    throw new Refusal(`this model cannot be read: ${String(error)}`, "Give a VRM (0 or 1) or a binary glTF file (.glb).");
  });
  const vrm = gltf.userData["vrm"] as VRM | undefined;
  if (vrm === undefined) return new GlbCharacter(gltf.scene, prefer);
  VRMUtils.removeUnnecessaryVertices(gltf.scene);
  VRMUtils.combineSkeletons(gltf.scene);
  return new VrmCharacter(vrm, prefer);
}

/** Fetches and reads a character of the show. */
export async function fetchCharacter(address: string, prefer = ""): Promise<Character> {
  const response = await fetch(address);
  if (!response.ok) throw new Refusal(`the character cannot be had: ${await wordsOf(response)}`);
  return readCharacter(await response.arrayBuffer(), prefer);
}

async function wordsOf(response: Response): Promise<string> {
  const words = (await response.text()).trim();
  return words.length > 0 && words.length < 300 && !words.startsWith("<") ? words : `${response.status} ${response.statusText}`;
}
