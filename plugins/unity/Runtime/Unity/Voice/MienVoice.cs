#nullable enable
using System;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Time;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// A character's voice: says texts and recordings through the <see cref="AudioSource"/> beside it, and tells its
    /// character what is being heard, so that the lips follow the sound and not the network.
    /// </summary>
    /// <remarks>
    /// The sound takes its place in the audio source's own filter chain, so that volume, 3D settings and effects of the
    /// source hold. Its clip is made here: a constant, by which the source tells how loud each channel is to be.
    /// </remarks>
    [AddComponentMenu("Mien/Mien Voice")]
    [RequireComponent(typeof(AudioSource))]
    [DisallowMultipleComponent]
    public sealed partial class MienVoice : MonoBehaviour, ISessionPart
    {
        private const int LowestRateHz = 8_000;
        private const int HighestRateHz = 48_000;
        private const float NsPerMs = 1e6f;

        private readonly VoicePlayback _playback = new VoicePlayback();
        private readonly SpeechInput _input = new SpeechInput();
        private readonly Unanswered _unanswered = new Unanswered();
        private readonly Utterances _utterances = new Utterances();
        private MienCharacter? _character;
        private AudioSource? _source;
        private AudioClip? _clip;
        private IClock _clock = SystemClock.Instance;
        private int _rateHz;
        private Action<string>? _fail;

        /// <summary>True if an utterance is being heard.</summary>
        public bool IsSpeaking => _character != null && _character.IsSpeaking;

        /// <summary>From mixing to hearing, milliseconds, as reckoned with.</summary>
        public float LatencyMs => _playback.LatencyNs / NsPerMs;

        /// <summary>The character that speaks.</summary>
        public MienCharacter Character
        {
            get
            {
                if (_character == null)
                {
                    _character = MienCharacter.Of(this);
                }
                return _character;
            }
        }

        internal IPlayout Playout => _playback;

        /// <summary>Number of utterances not yet heard to their end.</summary>
        internal int Waiting => _utterances.Count;

        internal long Stalls => _playback.Stalls;

        /// <summary>Breaks off what is being said, and forgets what was to be said: silent at once.</summary>
        public void Interrupt()
        {
            Character.Interrupt();
        }

        /// <summary>Is silent until the session begins anew.</summary>
        internal void Hush()
        {
            _playback.Hush();
            _input.Clear();
        }

        /// <summary>Is heard again: it was not to be hushed.</summary>
        internal void Unhush()
        {
            _playback.Unhush();
        }

        void ISessionPart.Configure(SessionOptions options)
        {
            options.WantsEcho = true;
            // At the mixer's rate nothing need be resampled here.
            options.AudioRateHz = Mathf.Clamp(AudioSettings.outputSampleRate, LowestRateHz, HighestRateHz);
        }

        private void OnEnable()
        {
            Character.SpeechStarted += OnStarted;
            Character.SpeechEnded += OnEnded;
            Character.Interrupted += OnBrokenOff;
            Character.Failed += Tell;
            Character.SessionChanged += Bind;
            Character.Join(this);
            AudioSettings.OnAudioConfigurationChanged += Prepare;
            Prepare(deviceWasChanged: false);
        }

        private void Update()
        {
            _fail ??= Fail;
            _unanswered.Check(_fail);
            _utterances.Check();
            Opened? opened = Character.Session?.Opened;
            _playback.LookAheadNs = opened is null ? 0 : opened.LookAheadNs;
            _playback.IsPaused = AudioListener.pause && !_source!.ignoreListenerPause;
            // What is mixed for a frame of a film is in that frame.
            float latencyMs = Character.IsCaptured ? 0 : MixerLatencyMs() + _outputLatencyMs;
            _playback.LatencyNs = (long)(latencyMs * NsPerMs);
        }

        private void OnDisable()
        {
            AudioSettings.OnAudioConfigurationChanged -= Prepare;
            if (_character != null)
            {
                _character.SpeechStarted -= OnStarted;
                _character.SpeechEnded -= OnEnded;
                _character.Interrupted -= OnBrokenOff;
                _character.Failed -= Tell;
                _character.SessionChanged -= Bind;
                _character.Leave(this);
            }
            _playback.Bind(null);
            Release();
            _utterances.BreakOff();
        }

        private void OnAudioFilterRead(float[] data, int channels)
        {
            if (_rateHz > 0)
            {
                _playback.Fill(data, channels, _rateHz, _clock.NowNs);
            }
        }

        private void Prepare(bool deviceWasChanged)
        {
            Release();
            _clock = Character.Clock;
            _rateHz = AudioSettings.outputSampleRate;
            _source = GetComponent<AudioSource>();
            _clip = Constant.Clip(_rateHz);
            _source.playOnAwake = false;
            _source.clip = _clip;
            _source.loop = true;
            // What is spatialised by a plugin must be so after the sound has taken its place.
            _source.spatializePostEffects = _source.spatialize;
            _source.Play();
        }

        private void Release()
        {
            if (_source != null)
            {
                _source.Stop();
                _source.clip = null;
            }
            if (_clip != null)
            {
                Destroy(_clip);
                _clip = null;
            }
        }

        /// <summary>
        /// From mixing to hearing, as FMOD, Unity's mixer, has it: the length of its ring, less one and a half of its blocks.
        /// </summary>
        private float MixerLatencyMs()
        {
            AudioSettings.GetDSPBufferSize(out int length, out int count);
            return Mathf.Max(0, count - 1.5f) * length * 1000f / _rateHz;
        }

        private void Bind(MienSession? session)
        {
            _clock = Character.Clock;
            _input.Clear();
            _playback.Bind(session?.Echo);
            _utterances.BreakOff();
        }

        private void Fail(string why)
        {
            Character.Warn(why);
            Tell(why);
        }

        private void Tell(string why)
        {
            _onError.Invoke(why);
        }

        private void OnStarted()
        {
            _onSpeechStart.Invoke();
        }

        private void OnEnded()
        {
            _utterances.Finish();
            _onSpeechEnd.Invoke();
        }

        private void OnBrokenOff()
        {
            _utterances.BreakOff();
            _onInterrupted.Invoke();
        }
    }
}
