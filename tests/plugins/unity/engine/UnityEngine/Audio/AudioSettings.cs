namespace UnityEngine
{
    public static class AudioSettings
    {
        public delegate void AudioConfigurationChangeHandler(bool deviceWasChanged);

        public static event AudioConfigurationChangeHandler OnAudioConfigurationChanged;

        public static int outputSampleRate => HeadlessAudio.RateHz;

        public static double dspTime => HeadlessAudio.Mixed / (double)HeadlessAudio.RateHz;

        public static void GetDSPBufferSize(out int bufferLength, out int numBuffers)
        {
            bufferLength = HeadlessAudio.BufferLength;
            numBuffers = HeadlessAudio.BufferCount;
        }

        internal static void Tell(bool deviceWasChanged)
        {
            OnAudioConfigurationChanged?.Invoke(deviceWasChanged);
        }
    }
}
