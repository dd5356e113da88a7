namespace UnityEngine
{
    public sealed class AnimationClip : Object
    {
        public float frameRate { get; set; } = 60;

        // Not the engine's: whether this was asked for.
        public bool IsContinuous { get; private set; }

        public void EnsureQuaternionContinuity()
        {
            IsContinuous = true;
        }
    }
}
