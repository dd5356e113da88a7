"""A folder of a Unity project with the stock head: meshes, materials, textures, a prefab, scenes."""

from pathlib import Path

from mien_bridge.unity import guids
from mien_bridge.unity.mesh import mesh_document
from mien_bridge.unity.scenes import SCENES, prefab, scene
from mien_bridge.unity.serialized import Document, Flow, dump, vector
from mien_inference.stock_head.model import Material, StockHead

__all__ = ["write_project"]

_MATERIAL = 21
_MATERIAL_FILE_ID = 2100000
_TEXTURE_FILE_ID = 2800000


def write_project(head: StockHead, folder: Path) -> list[Path]:
    """Writes the head's assets, over what was there; returns the files without their .meta.

    Args:
        head: The head.
        folder: Below the `Assets` of a project. Files keep the GUIDs that they had if they are made again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []

    def put(name: str, content: bytes, importer: str, main: int | None = None) -> None:
        place = folder / name
        place.write_bytes(content)
        place.with_name(name + ".meta").write_text(_meta(name, importer, main), encoding="utf-8", newline="\n")
        files.append(place)

    for name, primitives in head.meshes.items():
        document = mesh_document(name, primitives, head)
        put(f"{name}.asset", dump([document]).encode(), "NativeFormatImporter", document.file_id)
    for material in head.materials:
        if material.texture is not None:
            put(_texture_of(material), material.texture, "TextureImporter")
        text = dump([_material(material)])
        put(f"{material.name}.mat", text.encode(), "NativeFormatImporter", _MATERIAL_FILE_ID)
    put("Stock Head.prefab", dump(prefab(head)).encode(), "PrefabImporter")
    for name in SCENES:
        put(f"{name}.unity", dump(scene(name, head)).encode(), "DefaultImporter")
    return files


def _texture_of(material: Material) -> str:
    is_png = material.texture is not None and material.texture.startswith(b"\x89PNG")
    return f"{material.name}.{'png' if is_png else 'jpg'}"


def _material(material: Material) -> Document:
    """A material of the package's own skin, which both pipelines draw."""
    # Unity's colours are sRGB.
    color = [*(_srgb(part) for part in material.color), 1.0]
    textures = {}
    if material.texture is not None:
        reference = Flow(fileID=_TEXTURE_FILE_ID, guid=guids.guid_of(_texture_of(material)), type=3)
        texture = {"m_Texture": reference, "m_Scale": vector((1, 1)), "m_Offset": vector((0, 0))}
        textures = {"_MainTex": texture, "_BaseMap": texture}
    smoothness = 1 - material.roughness
    fields = {
        "serializedVersion": 8,
        "m_Name": material.name,
        "m_Shader": Flow(fileID=4800000, guid=guids.SKIN_SHADER, type=3),
        "m_SavedProperties": {
            "serializedVersion": 3,
            "m_TexEnvs": [{name: value} for name, value in textures.items()],
            "m_Floats": [{"_Glossiness": smoothness}, {"_Smoothness": smoothness}, {"_Metallic": 0.0}],
            "m_Colors": [{"_Color": vector(color, "rgba")}, {"_BaseColor": vector(color, "rgba")}],
        },
    }
    return Document(_MATERIAL, _MATERIAL_FILE_ID, "Material", fields)


def _srgb(linear: float) -> float:
    """IEC 61966-2-1."""
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _meta(name: str, importer: str, main: int | None) -> str:
    lines = ["fileFormatVersion: 2", f"guid: {guids.guid_of(name)}", f"{importer}:", "  externalObjects: {}"]
    if main is not None:
        lines.append(f"  mainObjectFileID: {main}")
    return "\n".join([*lines, "  userData: ", "  assetBundleName: ", "  assetBundleVariant: "]) + "\n"
