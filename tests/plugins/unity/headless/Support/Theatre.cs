#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Client;
using Mien.Tests;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>
    /// A character, a loudspeaker and a daemon on one simulated clock: whatever happens in a game happens here in the order
    /// and at the times that the test wants.
    /// </summary>
    internal sealed class Theatre : IDisposable
    {
        private const float FrameS = 1 / 60f;

        private readonly NoDaemon _stage;

        internal Theatre(Action<GameObject>? build = null)
        {
            Debug.Logged.Clear();
            Debug.Told.Clear();
            _stage = new NoDaemon(Clock);
            Clock.NowS = 0;
            HeadlessAudio.BeforeMix = at => Clock.NowS = at;
            Rig = new Rig("jawOpen", "mouthClose", "eyeBlinkLeft", "eyeBlinkRight");
            (build ?? Speaking)(Rig.Root);
            Frame();
            Daemon = new SpeakingDaemon(Character.Session!, Clock);
        }

        internal ManualClock Clock { get; } = new ManualClock();

        internal Rig Rig { get; }

        internal SpeakingDaemon Daemon { get; private set; }

        internal MienCharacter Character => Rig.Root.GetComponent<MienCharacter>();

        internal MienVoice Voice => Rig.Root.GetComponent<MienVoice>();

        /// <summary>What went wrong in scripts.</summary>
        internal IReadOnlyList<string> Logged => Debug.Logged;

        /// <summary>A face and a voice.</summary>
        internal static void Speaking(GameObject root)
        {
            root.AddComponent<MienFace>();
            root.AddComponent<MienVoice>();
        }

        /// <summary>One frame of the game: sound that is due is mixed, what was sent has arrived, scripts run.</summary>
        internal void Frame(float seconds = FrameS)
        {
            double untilS = Clock.NowS + seconds;
            HeadlessAudio.Advance(untilS);
            Clock.NowS = untilS;
            Daemon?.Deliver();
            HeadlessLoop.Step(seconds);
        }

        /// <summary>Frames for so long.</summary>
        internal void Play(double seconds, Action? each = null)
        {
            double untilS = Clock.NowS + seconds;
            while (Clock.NowS < untilS)
            {
                Frame();
                each?.Invoke();
            }
        }

        /// <summary>The character has another session by now, and the daemon knows it.</summary>
        internal void TakeUp(MienSession session)
        {
            Daemon = new SpeakingDaemon(session, Clock);
        }

        public void Dispose()
        {
            Rig.Dispose();
            HeadlessLoop.Quit();
            _stage.Dispose();
        }
    }
}
