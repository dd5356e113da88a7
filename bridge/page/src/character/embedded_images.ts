/** Textures of glTF files without `blob:` addresses, which the page's policy does not allow to be fetched. */

import { Texture } from "three";
import type { GLTFLoaderPlugin, GLTFParser } from "three/addons/loaders/GLTFLoader.js";

interface ImageDefinition {
  readonly bufferView?: number;
  readonly mimeType?: string;
}

/** Has a parser decode images from the file itself. */
export function embeddedImages(parser: GLTFParser): GLTFLoaderPlugin {
  const images = (parser.json as { images?: ImageDefinition[] }).images ?? [];
  parser.loadImageSource = async (sourceIndex) => {
    const { bufferView, mimeType = "" } = images[sourceIndex] ?? {};
    if (bufferView === undefined) throw new Error("an image lies outside the file");
    const bytes = (await parser.getDependency("bufferView", bufferView)) as ArrayBuffer;
    const bitmap = await createImageBitmap(new Blob([bytes], { type: mimeType }), {
      premultiplyAlpha: "none",
      colorSpaceConversion: "none",
    });
    const texture = new Texture(bitmap);
    texture.needsUpdate = true;
    texture.userData["mimeType"] = mimeType;
    return texture;
  };
  return { name: "MIEN_embedded_images" };
}
