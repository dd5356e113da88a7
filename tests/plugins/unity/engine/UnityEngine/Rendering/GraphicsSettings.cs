namespace UnityEngine.Rendering
{
    public static class GraphicsSettings
    {
        public static RenderPipelineAsset currentRenderPipeline => null;
    }
}
