namespace UnityEngine
{
    public sealed class AudioSource : Behaviour
    {
        public AudioClip clip { get; set; }

        public bool loop { get; set; }

        public bool ignoreListenerPause { get; set; }

        public bool playOnAwake { get; set; } = true;

        public bool mute { get; set; }

        public bool spatialize { get; set; }

        public bool spatializePostEffects { get; set; }

        public float volume { get; set; } = 1;

        public float pitch { get; set; } = 1;

        public float spatialBlend { get; set; }

        public bool isPlaying { get; private set; }

        internal bool IsPaused { get; private set; }

        internal long Position { get; set; }

        public void Play()
        {
            isPlaying = true;
            IsPaused = false;
            Position = 0;
            HeadlessAudio.Add(this);
        }

        public void Stop()
        {
            isPlaying = false;
            HeadlessAudio.Remove(this);
        }

        public void Pause()
        {
            IsPaused = true;
        }

        public void UnPause()
        {
            IsPaused = false;
        }

        internal override void OnActivityChanged()
        {
            if (!isActiveAndEnabled && isPlaying)
            {
                Stop();
            }
        }
    }
}
