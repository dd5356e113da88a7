// A picture of a face as it is: for a quad, or the mask of Mien Face Mask. Unlit, so that it serves both pipelines.
Shader "Mien/Portrait"
{
    Properties
    {
        _MainTex ("Picture", 2D) = "white" {}
        _Color ("Tint", Color) = (1, 1, 1, 1)
        [NoScaleOffset] _MienAlpha ("Alpha of JPEG pictures", 2D) = "white" {}
        [HideInInspector] _MienHasAlpha ("Has alpha of its own", Float) = 0
    }

    SubShader
    {
        Tags { "Queue" = "Transparent" "RenderType" = "Transparent" "IgnoreProjector" = "True" }
        Blend SrcAlpha OneMinusSrcAlpha
        ZWrite Off
        Cull Back

        Pass
        {
            CGPROGRAM
            #pragma vertex Vertex
            #pragma fragment Fragment
            #pragma multi_compile_instancing
            #include "UnityCG.cginc"

            sampler2D _MainTex;
            float4 _MainTex_ST;
            sampler2D _MienAlpha;
            float _MienHasAlpha;
            fixed4 _Color;

            struct Corner
            {
                float4 position : POSITION;
                float2 uv : TEXCOORD0;
                UNITY_VERTEX_INPUT_INSTANCE_ID
            };

            struct Point
            {
                float4 position : SV_POSITION;
                float2 uv : TEXCOORD0;
                UNITY_VERTEX_OUTPUT_STEREO
            };

            Point Vertex(Corner corner)
            {
                Point made;
                UNITY_SETUP_INSTANCE_ID(corner);
                UNITY_INITIALIZE_VERTEX_OUTPUT_STEREO(made);
                made.position = UnityObjectToClipPos(corner.position);
                made.uv = TRANSFORM_TEX(corner.uv, _MainTex);
                return made;
            }

            fixed4 Fragment(Point at) : SV_Target
            {
                fixed4 color = tex2D(_MainTex, at.uv);
                color.a = lerp(color.a, tex2D(_MienAlpha, at.uv).r, _MienHasAlpha);
                return color * _Color;
            }
            ENDCG
        }
    }
}
