// A character's skin that wears a face texture, in its fourth set of UV; in z of that, how far a vertex is of the face.
// The names of properties are those of the engine's own shaders, so that a material keeps what it has.
Shader "Mien/Skin"
{
    Properties
    {
        [MainTexture] _MainTex ("Skin", 2D) = "white" {}
        [MainColor] _Color ("Colour", Color) = (1, 1, 1, 1)
        [HideInInspector] _BaseMap ("Skin", 2D) = "white" {}
        [HideInInspector] _BaseColor ("Colour", Color) = (1, 1, 1, 1)
        [Normal] _BumpMap ("Normals", 2D) = "bump" {}
        _BumpScale ("Strength of normals", Float) = 1
        _Metallic ("Metallic", Range(0, 1)) = 0
        _Glossiness ("Smoothness", Range(0, 1)) = 0.3
        [HideInInspector] _Smoothness ("Smoothness", Range(0, 1)) = 0.3
        _MienTint ("Tint of the skin around the face", Color) = (1, 1, 1, 1)
        [NoScaleOffset] _MienMask ("What of the face is worn", 2D) = "white" {}
        [NoScaleOffset] _MienFace ("Face", 2D) = "black" {}
        [NoScaleOffset] _MienAlpha ("Alpha of JPEG pictures", 2D) = "white" {}
        [HideInInspector] _MienHasAlpha ("Has alpha of its own", Float) = 0
        _MienFaceWeight ("How much of the face", Range(0, 1)) = 1
    }

    // Universal pipeline.
    SubShader
    {
        PackageRequirements
        {
            "com.unity.render-pipelines.universal"
        }
        Tags { "RenderPipeline" = "UniversalPipeline" "RenderType" = "Opaque" "Queue" = "Geometry" }

        Pass
        {
            Name "ForwardLit"
            // Drawn so in the forward and the deferred paths alike.
            Tags { "LightMode" = "UniversalForwardOnly" }

            HLSLPROGRAM
            #pragma target 3.5
            #pragma vertex Vertex
            #pragma fragment Fragment
            #pragma multi_compile _ _MAIN_LIGHT_SHADOWS _MAIN_LIGHT_SHADOWS_CASCADE _MAIN_LIGHT_SHADOWS_SCREEN
            #pragma multi_compile _ _ADDITIONAL_LIGHTS_VERTEX _ADDITIONAL_LIGHTS
            // Forward+, as it is called up to Unity 6.0 and since 6.1.
            #pragma multi_compile _ _FORWARD_PLUS _CLUSTER_LIGHT_LOOP
            #pragma multi_compile_fragment _ _ADDITIONAL_LIGHT_SHADOWS
            #pragma multi_compile_fragment _ _SHADOWS_SOFT _SHADOWS_SOFT_LOW _SHADOWS_SOFT_MEDIUM _SHADOWS_SOFT_HIGH
            #pragma multi_compile_fragment _ _SCREEN_SPACE_OCCLUSION
            #pragma multi_compile _ _LIGHT_LAYERS
#if UNITY_VERSION >= 60000000
            // Adaptive probe volumes, which the pipeline has since Unity 6.
            #pragma multi_compile_fragment _ PROBE_VOLUMES_L1 PROBE_VOLUMES_L2
#endif
            #pragma multi_compile_fog
            #pragma multi_compile_instancing
            #pragma instancing_options renderinglayer
            #include "MienSkinUniversal.hlsl"
            ENDHLSL
        }

        Pass
        {
            Name "ShadowCaster"
            Tags { "LightMode" = "ShadowCaster" }
            ColorMask 0

            HLSLPROGRAM
            #pragma target 3.5
            #pragma vertex ShadowVertex
            #pragma fragment NoFragment
            #pragma multi_compile_instancing
            #pragma multi_compile_vertex _ _CASTING_PUNCTUAL_LIGHT_SHADOW
            #include "MienSkinUniversal.hlsl"
            ENDHLSL
        }

        Pass
        {
            Name "DepthOnly"
            Tags { "LightMode" = "DepthOnly" }
            ColorMask R

            HLSLPROGRAM
            #pragma target 3.5
            #pragma vertex Vertex
            #pragma fragment DepthFragment
            #pragma multi_compile_instancing
            #include "MienSkinUniversal.hlsl"
            ENDHLSL
        }

        Pass
        {
            Name "DepthNormals"
            Tags { "LightMode" = "DepthNormalsOnly" }

            HLSLPROGRAM
            #pragma target 3.5
            #pragma vertex Vertex
            #pragma fragment NormalFragment
            #pragma multi_compile_fragment _ _GBUFFER_NORMALS_OCT
            #pragma multi_compile_instancing
            #include "MienSkinUniversal.hlsl"
            ENDHLSL
        }
    }

    // Built-in pipeline.
    SubShader
    {
        Tags { "RenderType" = "Opaque" "Queue" = "Geometry" }

        CGPROGRAM
        #pragma surface Surface Standard fullforwardshadows vertex:Vertex
        #pragma target 3.0

        sampler2D _MainTex;
        sampler2D _BumpMap;
        sampler2D _MienFace;
        sampler2D _MienAlpha;
        sampler2D _MienMask;
        fixed4 _Color;
        fixed4 _MienTint;
        half _BumpScale;
        half _Metallic;
        half _Glossiness;
        half _MienHasAlpha;
        half _MienFaceWeight;

        struct Input
        {
            float2 uv_MainTex;
            float3 face;
        };

        void Vertex(inout appdata_full corner, out Input made)
        {
            UNITY_INITIALIZE_OUTPUT(Input, made);
            made.face = corner.texcoord3.xyz;
        }

        void Surface(Input at, inout SurfaceOutputStandard surface)
        {
            fixed4 skin = tex2D(_MainTex, at.uv_MainTex) * _Color;
            fixed4 face = tex2D(_MienFace, at.face.xy);
            half alpha = lerp(face.a, tex2D(_MienAlpha, at.face.xy).r, _MienHasAlpha);
            half share = alpha * tex2D(_MienMask, at.face.xy).r * at.face.z * _MienFaceWeight;
            surface.Albedo = lerp(skin.rgb * _MienTint.rgb, face.rgb, share);
            surface.Normal = UnpackScaleNormal(tex2D(_BumpMap, at.uv_MainTex), _BumpScale);
            surface.Metallic = _Metallic;
            surface.Smoothness = _Glossiness;
            surface.Alpha = skin.a;
        }
        ENDCG
    }

    FallBack "Diffuse"
}
