#nullable enable
using System;
using Mien.Core;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Time;
using Unity.Collections;
using UnityEngine;
using UnityEngine.Events;

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
    public sealed class MienVoice : MonoBehaviour, ISessionPart
    {
        private const int LowestRateHz = 8_000;
        private const int HighestRateHz = 48_000;
        private const float NsPerMs = 1e6f;

        [SerializeField]
        [Tooltip("Which voice says texts, as `mien serve` knows it. Empty: the daemon's own choice.")]
        private string _voice = "";

        [SerializeField]
        [Range(0, 1000)]
        [Tooltip("What the loudspeaker adds to the latency that Unity knows of, milliseconds: 150 to 300 over Bluetooth.")]
        private float _outputLatencyMs;

        [SerializeField]
        private UnityEvent _onSpeechStart = new UnityEvent();

        [SerializeField]
        private UnityEvent _onSpeechEnd = new UnityEvent();

        [SerializeField]
        private UnityEvent _onInterrupted = new UnityEvent();

        [SerializeField]
        private UnityEvent<string> _onError = new UnityEvent<string>();

        private readonly VoicePlayback _playback = new VoicePlayback();
        private readonly SpeechInput _input = new SpeechInput();
        private readonly Unanswered _unanswered = new Unanswered();
        private MienCharacter? _character;
        private AudioSource? _source;
        private AudioClip? _clip;
        private IClock _clock = SystemClock.Instance;
        private int _rateHz;
        private Action<string>? _fail;

        /// <summary>An utterance begins to be heard.</summary>
        public UnityEvent OnSpeechStart => _onSpeechStart;

        /// <summary>An utterance was heard to its end.</summary>
        public UnityEvent OnSpeechEnd => _onSpeechEnd;

        /// <summary>What was being said was broken off.</summary>
        public UnityEvent OnInterrupted => _onInterrupted;

        /// <summary>Something could not be said, or the session could not be had; why, in words.</summary>
        public UnityEvent<string> OnError => _onError;

        /// <summary>Which voice says texts; empty for the daemon's own choice.</summary>
        public string Voice
        {
            get => _voice;
            set => _voice = value;
        }

        /// <summary>What the loudspeaker adds to the latency that Unity knows of, milliseconds, 0..1000.</summary>
        public float OutputLatencyMs
        {
            get => _outputLatencyMs;
            set => _outputLatencyMs = Mathf.Clamp(value, 0, 1000);
        }

        /// <summary>Whether an utterance is being heard.</summary>
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

        internal long Stalls => _playback.Stalls;

        /// <summary>Says a text after all that was to be said before. Its errors come by <see cref="OnError"/>.</summary>
        /// <param name="text">At most 10,000 characters.</param>
        public void Speak(string text)
        {
            Try(session => _unanswered.Add(session.Say(text, _voice.Length == 0 ? null : _voice)));
        }

        /// <summary>
        /// Says a recording after all that was to be said before. Its samples must be there: not streaming, loaded, and
        /// decompressed when it was.
        /// </summary>
        public void Speak(AudioClip recording)
        {
            var sound = new float[recording.samples * recording.channels];
            if (!recording.GetData(sound, 0))
            {
                Fail("the samples of " + recording.name + " cannot be read: set its Load Type to Decompress On Load");
                return;
            }
            PushPcm(sound, recording.frequency, recording.channels);
            EndSpeech();
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples, -1..1, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(float[] sound, int rateHz, int channels = 1)
        {
            PushPcm(new ReadOnlySpan<float>(sound), rateHz, channels);
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples, -1..1, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(NativeArray<float> sound, int rateHz, int channels = 1)
        {
            PushPcm(sound.AsReadOnlySpan(), rateHz, channels);
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples, -1..1, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(ReadOnlySpan<float> sound, int rateHz, int channels = 1)
        {
            if (TryFindSession(out MienSession session))
            {
                try
                {
                    _input.Push(session, sound, channels, rateHz);
                }
                catch (MienException error)
                {
                    Fail(error.Message);
                }
            }
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples of 16 bits, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(ReadOnlySpan<short> sound, int rateHz, int channels = 1)
        {
            if (TryFindSession(out MienSession session))
            {
                try
                {
                    _input.Push(session, sound, channels, rateHz);
                }
                catch (MienException error)
                {
                    Fail(error.Message);
                }
            }
        }

        /// <summary>Ends the utterance that was pushed: the face goes to rest after it.</summary>
        public void EndSpeech()
        {
            Try(session => _unanswered.Add(_input.End(session)));
        }

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
            Character.Failed += Fail;
            Character.SessionChanged += Bind;
            Character.Join(this);
            AudioSettings.OnAudioConfigurationChanged += Prepare;
            Prepare(deviceWasChanged: false);
        }

        private void Update()
        {
            _fail ??= Fail;
            _unanswered.Check(_fail);
            Opened? opened = Character.Session?.Opened;
            _playback.LookAheadNs = opened is null ? 0 : opened.LookAheadNs;
            _playback.LatencyNs = (long)((MixerLatencyMs() + _outputLatencyMs) * NsPerMs);
        }

        private void OnDisable()
        {
            AudioSettings.OnAudioConfigurationChanged -= Prepare;
            if (_character != null)
            {
                _character.SpeechStarted -= OnStarted;
                _character.SpeechEnded -= OnEnded;
                _character.Interrupted -= OnBrokenOff;
                _character.Failed -= Fail;
                _character.SessionChanged -= Bind;
                _character.Leave(this);
            }
            _playback.Bind(null);
            Release();
        }

        private void OnAudioFilterRead(float[] data, int channels)
        {
            _playback.Fill(data, channels, _rateHz, _clock.NowNs);
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
        }

        private void Try(Action<MienSession> request)
        {
            if (!TryFindSession(out MienSession session))
            {
                return;
            }
            try
            {
                request(session);
            }
            catch (MienException error)
            {
                Fail(error.Message);
            }
        }

        private bool TryFindSession(out MienSession session)
        {
            session = Character.RequireSession()!;
            if (session is null)
            {
                Fail("there is no session to speak in: is the character active, and its connection enabled?");
            }
            return session != null;
        }

        private void Fail(string why)
        {
            _onError.Invoke(why);
        }

        private void OnStarted()
        {
            _onSpeechStart.Invoke();
        }

        private void OnEnded()
        {
            _onSpeechEnd.Invoke();
        }

        private void OnBrokenOff()
        {
            _onInterrupted.Invoke();
        }
    }
}
