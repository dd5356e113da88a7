#nullable enable
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Rig;
using Mien.Editing;
using Mien.Player;
using UnityEditor;
using UnityEngine;
using SessionState = Mien.Core.Client.SessionState;

namespace Mien.ScenePlayer
{
    /// <summary>What can be done in a scene.</summary>
    internal sealed class ScenePlayer
    {
        private const int PatienceMs = 120_000;

        private readonly Scene _scene;
        private readonly List<string> _events = new List<string>();
        private long _heardNs;

        internal ScenePlayer(Scene scene)
        {
            _scene = scene;
        }

        /// <summary>Does what a command says; returns what came of it.</summary>
        internal string Obey(string[] command)
        {
            try
            {
                return Do(command).ToString();
            }
            catch (TimeoutException error)
            {
                return new JsonLine().With("error", error.Message + "; " + State()).ToString();
            }
        }

        private JsonLine Do(string[] command)
        {
            switch (command[0])
            {
                case "face":
                    _scene.AddFace();
                    return State();
                case "voice":
                    _scene.AddVoice();
                    Listen(_scene.Voice!);
                    return State();
                case "texture":
                    _scene.AddTexture(
                        command[1],
                        (FaceLayout)Enum.Parse(typeof(FaceLayout), command[2], true),
                        int.Parse(command[3]),
                        (PictureFormat)Enum.Parse(typeof(PictureFormat), command[4], true));
                    return State();
                case "begin":
                    _scene.Character.BufferMs = int.Parse(command[1]);
                    _scene.Root.SetActive(true);
                    return State();
                case "wear":
                    return _scene.Wear(command[1], command[2]);
                case "until":
                    return Until(command[1]);
                case "play":
                    return Play(int.Parse(command[1]));
                case "recorded":
                    return _scene.Recorder.Told();
                case "pixels":
                    return new JsonLine()
                        .With("width", _scene.Texture!.Texture!.width)
                        .With("heard_ns", _scene.Character.HeardNs)
                        .With("pixels", _scene.Texture.Texture.Shown);
                case "file":
                    return new JsonLine().With("file", _scene.Texture!.Texture!.Decoded);
                case "speak":
                    _scene.Voice!.Speak(Clip(command[1], int.Parse(command[2])));
                    return State();
                case "say":
                    _scene.Voice!.Speak(string.Join(" ", command, 1, command.Length - 1));
                    return State();
                case "interrupt":
                    _scene.Voice!.Interrupt();
                    return State();
                case "bake":
                    return Bake(Clip(command[1], int.Parse(command[2])), int.Parse(command[3]));
                case "state":
                    return State();
                default:
                    throw new TimeoutException("there is no command " + command[0]);
            }
        }

        private JsonLine State()
        {
            MienSession? session = _scene.Character.Session;
            MienStats stats = _scene.Character.Stats;
            return new JsonLine()
                .With("client", _scene.Connection.State.ToString())
                .With("trouble", _scene.Connection.Trouble)
                .With("session", session?.Name.ToString())
                .With("state", session?.State.ToString())
                .With("epoch", session is null ? -1 : session.Motion.Epoch)
                .With("has_face", _scene.Character.HasFace)
                .With("speaking", _scene.Character.IsSpeaking)
                .With("events", string.Join(", ", _events))
                .With("lost", stats.Lost)
                .With("late", stats.Late)
                .With("stalls", stats.Stalls)
                .With("rate_hz", AudioSettings.outputSampleRate)
                .With("logged", string.Join("\n", UnityEngine.Debug.Logged));
        }

        /// <summary>A clip and a take of a recording; tells what the clip shows at each frame.</summary>
        private JsonLine Bake(AudioClip recording, int seed)
        {
            MienFace face = _scene.Root.GetComponent<MienFace>();
            var settings = new BakeSettings
            {
                ConnectionFile = _scene.Connection.ConnectionFile,
                Seed = seed,
                Tolerance = 0,
            };
            BakeBatch.Bake(recording, face, settings, "Assets");
            AnimationClip clip = AssetDatabase.LoadAssetAtPath<AnimationClip>("Assets/" + recording.name + ".anim");
            MienTake take = AssetDatabase.LoadAssetAtPath<MienTake>("Assets/" + recording.name + " take.asset");
            var weights = new float[take.Count * Expression.Count];
            foreach (EditorCurveBinding binding in AnimationUtility.GetCurveBindings(clip))
            {
                int coefficient = Expression.IndexOf(binding.propertyName.Replace("blendShape.Face.M_", ""));
                Keyframe[] keys = AnimationUtility.GetEditorCurve(clip, binding).keys;
                for (int at = 0; coefficient >= 0 && at < keys.Length; at++)
                {
                    weights[(at * Expression.Count) + coefficient] = keys[at].value;
                }
            }
            return new JsonLine()
                .With("frames", take.Count)
                .With("rate_hz", take.RateHz)
                .With("weights", MemoryMarshal.AsBytes<float>(weights));
        }

        /// <summary>Frames until something is so.</summary>
        private JsonLine Until(string what)
        {
            var patience = Stopwatch.StartNew();
            _heardNs = _scene.Character.HeardNs;
            while (!IsSo(what))
            {
                if (patience.ElapsedMilliseconds > PatienceMs)
                {
                    throw new TimeoutException("waited in vain for " + what);
                }
                _scene.Frame();
            }
            return State();
        }

        private bool IsSo(string what)
        {
            switch (what)
            {
                case "open":
                    return _scene.Character.Session?.State == SessionState.Open;
                case "face":
                    return _scene.Character.Session?.Motion.Header != null && _scene.Character.HeardNs != _heardNs;
                case "speaking":
                    return _scene.Character.IsSpeaking;
                case "silent":
                    return !_scene.Character.IsSpeaking;
                case "picture":
                    return _scene.Texture!.Texture != null;
                case "connecting":
                    return _scene.Connection.State == ClientState.Connecting;
                case "error":
                    return _events.Exists(told => told.StartsWith("error"));
                case "interrupted":
                    return _events.Contains("interrupted");
                default:
                    throw new TimeoutException("nothing is ever " + what);
            }
        }

        private JsonLine Play(int frames)
        {
            for (int frame = 0; frame < frames; frame++)
            {
                _scene.Frame();
            }
            return State();
        }

        private void Listen(MienVoice voice)
        {
            voice.OnSpeechStart.AddListener(() => _events.Add("start"));
            voice.OnSpeechEnd.AddListener(() => _events.Add("end"));
            voice.OnInterrupted.AddListener(() => _events.Add("interrupted"));
            voice.OnError.AddListener(why => _events.Add("error " + why));
        }

        private static AudioClip Clip(string path, int rateHz)
        {
            ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(path));
            var sound = new float[samples.Length];
            for (int at = 0; at < sound.Length; at++)
            {
                sound[at] = samples[at] / 32_768f;
            }
            AudioClip clip = AudioClip.Create(Path.GetFileName(path), sound.Length, 1, rateHz, false);
            clip.SetData(sound, 0);
            return clip;
        }
    }
}
