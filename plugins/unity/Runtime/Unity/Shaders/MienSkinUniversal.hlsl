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

struct Attributes
{
    float4 position : POSITION;
    float3 normal : NORMAL;
    float4 tangent : TANGENT;
    float2 uv : TEXCOORD0;
    float3 face : TEXCOORD3;
    UNITY_VERTEX_INPUT_INSTANCE_ID
};

struct Varyings
{
    float4 position : SV_POSITION;
    float2 uv : TEXCOORD0;
    float3 face : TEXCOORD1;
    float3 world : TEXCOORD2;
    half3 normal : TEXCOORD3;
    half4 tangent : TEXCOORD4;
    half fog : TEXCOORD5;
#if defined(_ADDITIONAL_LIGHTS_VERTEX)
    half3 light : TEXCOORD6;
#endif
    UNITY_VERTEX_INPUT_INSTANCE_ID
    UNITY_VERTEX_OUTPUT_STEREO
};

Varyings Vertex(Attributes input)
{
    Varyings output = (Varyings)0;
    UNITY_SETUP_INSTANCE_ID(input);
    UNITY_TRANSFER_INSTANCE_ID(input, output);
    UNITY_INITIALIZE_VERTEX_OUTPUT_STEREO(output);
    VertexPositionInputs positions = GetVertexPositionInputs(input.position.xyz);
    VertexNormalInputs normals = GetVertexNormalInputs(input.normal, input.tangent);
    output.position = positions.positionCS;
    output.world = positions.positionWS;
    output.normal = normals.normalWS;
    output.tangent = half4(normals.tangentWS, input.tangent.w * GetOddNegativeScale());
    output.uv = TRANSFORM_TEX(input.uv, _BaseMap);
    output.face = input.face;
    output.fog = ComputeFogFactor(positions.positionCS.z);
#if defined(_ADDITIONAL_LIGHTS_VERTEX)
    output.light = VertexLighting(positions.positionWS, normals.normalWS);
#endif
    return output;
}

half3 Colour(Varyings input)
{
    half3 skin = SAMPLE_TEXTURE2D(_BaseMap, sampler_BaseMap, input.uv).rgb * _BaseColor.rgb * _MienTint.rgb;
    half4 face = SAMPLE_TEXTURE2D(_MienFace, sampler_MienFace, input.face.xy);
    half own = SAMPLE_TEXTURE2D(_MienAlpha, sampler_MienAlpha, input.face.xy).r;
    half mask = SAMPLE_TEXTURE2D(_MienMask, sampler_MienMask, input.face.xy).r;
    half share = lerp(face.a, own, _MienHasAlpha) * mask * input.face.z * _MienFaceWeight;
    return lerp(skin, face.rgb, share);
}

half3 Normal(Varyings input)
{
    half3 bent = UnpackNormalScale(SAMPLE_TEXTURE2D(_BumpMap, sampler_BumpMap, input.uv), _BumpScale);
    half3 side = input.tangent.w * cross(input.normal, input.tangent.xyz);
    return NormalizeNormalPerPixel(TransformTangentToWorld(bent, half3x3(input.tangent.xyz, side, input.normal)));
}

// What comes from all around, and what of the baked shadows holds here.
half3 Surroundings(Varyings input, half3 normal, float3 view, out half4 shadowMask)
{
    shadowMask = half4(1, 1, 1, 1);
#if UNITY_VERSION >= 60000000 && (defined(PROBE_VOLUMES_L1) || defined(PROBE_VOLUMES_L2))
    float4 occlusion = float4(1, 1, 1, 1);
    half3 light = SampleProbeVolumePixel(
        half3(0, 0, 0), GetAbsolutePositionWS(input.world), normal, view, input.position.xy, occlusion, occlusion);
    shadowMask = occlusion;
    return light;
#else
    return SampleSH(normal);
#endif
}

half4 Fragment(Varyings input) : SV_Target
{
    UNITY_SETUP_INSTANCE_ID(input);
    UNITY_SETUP_STEREO_EYE_INDEX_POST_VERTEX(input);
    InputData inputData = (InputData)0;
    inputData.positionWS = input.world;
    inputData.normalWS = Normal(input);
    inputData.viewDirectionWS = GetWorldSpaceNormalizeViewDir(input.world);
    inputData.shadowCoord = TransformWorldToShadowCoord(input.world);
    inputData.fogCoord = input.fog;
    inputData.bakedGI = Surroundings(input, inputData.normalWS, inputData.viewDirectionWS, inputData.shadowMask);
#if defined(_ADDITIONAL_LIGHTS_VERTEX)
    inputData.vertexLighting = input.light;
#endif
    inputData.normalizedScreenSpaceUV = GetNormalizedScreenSpaceUV(input.position);
    SurfaceData surfaceData = (SurfaceData)0;
    surfaceData.albedo = Colour(input);
    surfaceData.metallic = _Metallic;
    surfaceData.smoothness = _Smoothness;
    surfaceData.occlusion = 1;
    surfaceData.alpha = 1;
    surfaceData.normalTS = half3(0, 0, 1);
    half4 color = UniversalFragmentPBR(inputData, surfaceData);
    color.rgb = MixFog(color.rgb, input.fog);
    return color;
}

half DepthFragment(Varyings input) : SV_Target
{
    return input.position.z;
}

half4 NormalFragment(Varyings input) : SV_Target
{
    half3 normal = Normal(input);
#if defined(_GBUFFER_NORMALS_OCT)
    // As the deferred path wants them where "Accurate G-buffer normals" is on.
    float2 octahedral = saturate(PackNormalOctQuadEncode(normal) * 0.5 + 0.5);
    return half4(PackFloat2To888(octahedral), 0);
#else
    return half4(normal, 0);
#endif
}

float4 ShadowVertex(Attributes input) : SV_POSITION
{
    UNITY_SETUP_INSTANCE_ID(input);
    float3 world = TransformObjectToWorld(input.position.xyz);
    float3 normal = TransformObjectToWorldNormal(input.normal);
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
