"""The shaders as text: nothing here compiles them, but what they read has to be declared, and their blocks closed."""

import re

import pytest

from tests.plugins.unity.toolchain.metas import guid_of
from tests.plugins.unity.toolchain.project import PACKAGE

pytestmark = pytest.mark.hygiene

FOLDER = PACKAGE / "Runtime" / "Unity" / "Shaders"
SHADERS = sorted(FOLDER.glob("*.shader"))
# What the pipelines set for themselves.
ENGINES = {"_LightDirection", "_LightPosition"}
DECLARED = re.compile(r"^\s*(?:sampler2D|TEXTURE2D\(|(?:fixed|half|float)[1-4]?(?:x[1-4])?)\s*(_\w+)\)?;", re.MULTILINE)
PROPERTY = re.compile(r'^\s*(?:\[[^\]]+\]\s*)*(_\w+)\s*\("', re.MULTILINE)


def whole(shader) -> str:
    """A shader with what it includes of the package."""
    text = shader.read_text(encoding="utf-8")
    own = {name for name in re.findall(r'#include "([^"]+)"', text) if "/" not in name and name != "UnityCG.cginc"}
    return "\n".join([text, *((FOLDER / name).read_text(encoding="utf-8") for name in sorted(own))])


@pytest.mark.parametrize("shader", SHADERS, ids=lambda path: path.stem)
def test_what_is_declared_is_a_property_and_used(shader):
    text = whole(shader)
    properties, declared = set(PROPERTY.findall(text)), set(DECLARED.findall(text))
    assert properties
    assert declared - properties - ENGINES - {f"{name}_ST" for name in properties} == set()
    # Of a property there are three mentions at least: as such, as a variable, and where it is read.
    mentions = {name: len(re.findall(rf"\b{name}\b", text)) for name in declared & properties}
    assert {name for name, count in mentions.items() if count < 3} == set()


@pytest.mark.parametrize("shader", SHADERS, ids=lambda path: path.stem)
def test_blocks_are_closed(shader):
    text = whole(shader)
    for opening, closing in (("{", "}"), ("(", ")"), ("CGPROGRAM", "ENDCG"), ("HLSLPROGRAM", "ENDHLSL")):
        assert text.count(opening) == text.count(closing), opening
    assert len(re.findall(r"^#if", text, re.MULTILINE)) == len(re.findall(r"^#endif", text, re.MULTILINE))


def test_scripts_and_shaders_call_properties_the_same():
    script = (PACKAGE / "Runtime" / "Unity" / "Pictures" / "FaceProperties.cs").read_text(encoding="utf-8")
    properties = set().union(*(PROPERTY.findall(whole(shader)) for shader in SHADERS))
    assert set(re.findall(r'PropertyToID\("(\w+)"\)', script)) <= properties


def test_numbers_of_a_material_lie_in_its_buffer():
    text = (FOLDER / "MienSkinUniversal.hlsl").read_text(encoding="utf-8")
    buffer = re.search(r"CBUFFER_START\(UnityPerMaterial\)(.*?)CBUFFER_END", text, re.DOTALL)
    assert buffer
    outside = set(re.findall(r"^(?:half|float)[1-4]?\s+(_\w+);", text, re.MULTILINE))
    assert outside <= ENGINES, "the pipeline's batcher wants them there"
    assert "_MienFaceWeight" in buffer[1]


def test_builds_have_the_shaders_of_those_components_alone_that_they_use():
    assert not list(PACKAGE.rglob("Resources")), "what is in such a folder is in every build, with all its variants"
    wearing = PACKAGE / "Runtime" / "Unity" / "Wearing"
    for component, shader in (("MienFaceMask.cs", "MienPortrait.shader"), ("MienFaceWearer.cs", "MienSkin.shader")):
        reference = f"_shader: {{fileID: 4800000, guid: {guid_of(FOLDER / f'{shader}.meta')}, type: 3}}"
        assert reference in (wearing / f"{component}.meta").read_text(encoding="utf-8")


def test_the_universal_pipelines_keywords_are_heeded():
    forward = re.search(
        r'Name "ForwardLit"(.*?)ENDHLSL', (FOLDER / "MienSkin.shader").read_text(encoding="utf-8"), re.DOTALL
    )
    assert forward
    keywords = {word for line in re.findall(r"#pragma multi_compile\w* (.*)", forward[1]) for word in line.split()}
    soft = {"_SHADOWS_SOFT", "_SHADOWS_SOFT_LOW", "_SHADOWS_SOFT_MEDIUM", "_SHADOWS_SOFT_HIGH"}
    wanted = {"_ADDITIONAL_LIGHTS_VERTEX", "_LIGHT_LAYERS", "PROBE_VOLUMES_L1", "PROBE_VOLUMES_L2", *soft}
    assert wanted <= keywords
    assert "#pragma instancing_options renderinglayer" in forward[1], "light layers of instances"
    # What the pipeline does not do by itself where the keyword is set.
    text = (FOLDER / "MienSkinUniversal.hlsl").read_text(encoding="utf-8")
    assert re.search(r"#if defined\(_ADDITIONAL_LIGHTS_VERTEX\)\s+inputData\.vertexLighting = ", text)
    assert re.search(r"defined\(PROBE_VOLUMES_L1\).*?SampleProbeVolumePixel", text, re.DOTALL)
