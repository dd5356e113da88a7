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

            struct Attributes
            {
                float4 position : POSITION;
                float2 uv : TEXCOORD0;
                UNITY_VERTEX_INPUT_INSTANCE_ID
            };

            struct Varyings
            {
                float4 position : SV_POSITION;
                float2 uv : TEXCOORD0;
                UNITY_VERTEX_OUTPUT_STEREO
            };

            Varyings Vertex(Attributes input)
            {
                Varyings output;
                UNITY_SETUP_INSTANCE_ID(input);
                UNITY_INITIALIZE_VERTEX_OUTPUT_STEREO(output);
                output.position = UnityObjectToClipPos(input.position);
                output.uv = TRANSFORM_TEX(input.uv, _MainTex);
                return output;
            }

            fixed4 Fragment(Varyings input) : SV_Target
            {
                fixed4 color = tex2D(_MainTex, input.uv);
                color.a = lerp(color.a, tex2D(_MienAlpha, input.uv).r, _MienHasAlpha);
                return color * _Color;
            }
            ENDCG
        }
    }
}
