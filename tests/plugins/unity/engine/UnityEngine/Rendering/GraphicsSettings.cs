namespace UnityEngine.Rendering
{
    public static class GraphicsSettings
    {
        public static Object currentRenderPipeline => null;
    }
}
