// Mien/Skin in the universal pipeline; each pass uses a part of it.
#ifndef MIEN_SKIN_UNIVERSAL
#define MIEN_SKIN_UNIVERSAL

#include "Packages/com.unity.render-pipelines.universal/ShaderLibrary/Core.hlsl"
#include "Packages/com.unity.render-pipelines.universal/ShaderLibrary/Lighting.hlsl"
#include "Packages/com.unity.render-pipelines.universal/ShaderLibrary/Shadows.hlsl"

TEXTURE2D(_BaseMap);
SAMPLER(sampler_BaseMap);
TEXTURE2D(_BumpMap);
SAMPLER(sampler_BumpMap);
TEXTURE2D(_MienFace);
SAMPLER(sampler_MienFace);
TEXTURE2D(_MienAlpha);
SAMPLER(sampler_MienAlpha);
TEXTURE2D(_MienMask);
SAMPLER(sampler_MienMask);

CBUFFER_START(UnityPerMaterial)
    float4 _BaseMap_ST;
    half4 _BaseColor;
    half4 _MienTint;
    half _BumpScale;
    half _Metallic;
    half _Smoothness;
    half _MienHasAlpha;
    half _MienFaceWeight;
CBUFFER_END

float3 _LightDirection;
float3 _LightPosition;

struct Corner
{
    float4 position : POSITION;
    float3 normal : NORMAL;
    float4 tangent : TANGENT;
    float2 uv : TEXCOORD0;
    float3 face : TEXCOORD3;
    UNITY_VERTEX_INPUT_INSTANCE_ID
};

struct Point
{
    float4 position : SV_POSITION;
    float2 uv : TEXCOORD0;
    float3 face : TEXCOORD1;
    float3 world : TEXCOORD2;
    half3 normal : TEXCOORD3;
    half4 tangent : TEXCOORD4;
    half fog : TEXCOORD5;
    UNITY_VERTEX_INPUT_INSTANCE_ID
    UNITY_VERTEX_OUTPUT_STEREO
};

Point Vertex(Corner corner)
{
    Point made = (Point)0;
    UNITY_SETUP_INSTANCE_ID(corner);
    UNITY_TRANSFER_INSTANCE_ID(corner, made);
    UNITY_INITIALIZE_VERTEX_OUTPUT_STEREO(made);
    VertexPositionInputs positions = GetVertexPositionInputs(corner.position.xyz);
    VertexNormalInputs normals = GetVertexNormalInputs(corner.normal, corner.tangent);
    made.position = positions.positionCS;
    made.world = positions.positionWS;
    made.normal = normals.normalWS;
    made.tangent = half4(normals.tangentWS, corner.tangent.w * GetOddNegativeScale());
    made.uv = TRANSFORM_TEX(corner.uv, _BaseMap);
    made.face = corner.face;
    made.fog = ComputeFogFactor(positions.positionCS.z);
    return made;
}

half3 Colour(Point at)
{
    half3 skin = SAMPLE_TEXTURE2D(_BaseMap, sampler_BaseMap, at.uv).rgb * _BaseColor.rgb * _MienTint.rgb;
    half4 face = SAMPLE_TEXTURE2D(_MienFace, sampler_MienFace, at.face.xy);
    half own = SAMPLE_TEXTURE2D(_MienAlpha, sampler_MienAlpha, at.face.xy).r;
    half mask = SAMPLE_TEXTURE2D(_MienMask, sampler_MienMask, at.face.xy).r;
    half share = lerp(face.a, own, _MienHasAlpha) * mask * at.face.z * _MienFaceWeight;
    return lerp(skin, face.rgb, share);
}

half3 Normal(Point at)
{
    half3 bent = UnpackNormalScale(SAMPLE_TEXTURE2D(_BumpMap, sampler_BumpMap, at.uv), _BumpScale);
    half3 side = at.tangent.w * cross(at.normal, at.tangent.xyz);
    return NormalizeNormalPerPixel(TransformTangentToWorld(bent, half3x3(at.tangent.xyz, side, at.normal)));
}

half4 Fragment(Point at) : SV_Target
{
    UNITY_SETUP_INSTANCE_ID(at);
    UNITY_SETUP_STEREO_EYE_INDEX_POST_VERTEX(at);
    InputData lit = (InputData)0;
    lit.positionWS = at.world;
    lit.normalWS = Normal(at);
    lit.viewDirectionWS = GetWorldSpaceNormalizeViewDir(at.world);
    lit.shadowCoord = TransformWorldToShadowCoord(at.world);
    lit.fogCoord = at.fog;
    lit.bakedGI = SampleSH(lit.normalWS);
    lit.normalizedScreenSpaceUV = GetNormalizedScreenSpaceUV(at.position);
    lit.shadowMask = half4(1, 1, 1, 1);
    SurfaceData surface = (SurfaceData)0;
    surface.albedo = Colour(at);
    surface.metallic = _Metallic;
    surface.smoothness = _Smoothness;
    surface.occlusion = 1;
    surface.alpha = 1;
    surface.normalTS = half3(0, 0, 1);
    half4 color = UniversalFragmentPBR(lit, surface);
    color.rgb = MixFog(color.rgb, at.fog);
    return color;
}

half DepthFragment(Point at) : SV_Target
{
    return at.position.z;
}

half4 NormalFragment(Point at) : SV_Target
{
    return half4(Normal(at), 0);
}

float4 ShadowVertex(Corner corner) : SV_POSITION
{
    UNITY_SETUP_INSTANCE_ID(corner);
    float3 world = TransformObjectToWorld(corner.position.xyz);
    float3 normal = TransformObjectToWorldNormal(corner.normal);
#if _CASTING_PUNCTUAL_LIGHT_SHADOW
    float3 light = normalize(_LightPosition - world);
#else
    float3 light = _LightDirection;
#endif
    float4 position = TransformWorldToHClip(ApplyShadowBias(world, normal, light));
#if UNITY_REVERSED_Z
    position.z = min(position.z, UNITY_NEAR_CLIP_VALUE);
#else
    position.z = max(position.z, UNITY_NEAR_CLIP_VALUE);
#endif
    return position;
}

half4 NoFragment() : SV_Target
{
    return 0;
}

#endif
