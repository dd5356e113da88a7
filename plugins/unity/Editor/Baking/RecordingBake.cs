#nullable enable
using System;
using Mien.Core;
using Mien.Core.Bake;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>A recording on its way to become a clip, a take, or both; to be asked until it is done.</summary>
    public sealed class RecordingBake : IDisposable
    {
        private readonly MienFace? _face;
        private readonly AudioClip _recording;
        private readonly BakeSettings _settings;
        private readonly BakeJob _job;

        /// <summary>Begins to bake.</summary>
        /// <param name="recording">Text to say.</param>
        /// <param name="face">Whose face a clip is for; may be null where none is made.</param>
        /// <param name="settings">How.</param>
        /// <exception cref="MienException">The recording cannot be read, or there is no face for a clip.</exception>
        public RecordingBake(AudioClip recording, MienFace? face, BakeSettings settings)
        {
            if (settings.MakesClip && face == null)
            {
                throw new MienException("a clip is for a character: name one that has a Mien Face");
            }
            _recording = recording;
            _face = face;
            _settings = settings;
            var sound = new ClipSound(recording);
            _job = new BakeJob(settings.Client(), settings.Session(sound.RateHz), sound.Samples);
        }

        /// <summary>Sound to bake.</summary>
        public AudioClip Recording => _recording;

        /// <summary>Share that has arrived, 0..1.</summary>
        public float Progress => _job.Progress;

        /// <summary>True if the motion is there, or will not come.</summary>
        public bool IsDone => _job.IsDone;

        /// <summary>Reason why it failed; null while it has not.</summary>
        public MienException? Error => _job.Error;

        /// <summary>Saves what was asked for beside one another, over what was there.</summary>
        /// <param name="folder">In the project, as <c>Assets/Baked</c>.</param>
        /// <exception cref="MienException">The bake failed.</exception>
        public void Save(string folder)
        {
            BakedMotion motion = _job.Motion;
            if (_settings.MakesTake)
            {
                Put(MienTake.Make(motion, _recording), folder + "/" + _recording.name + " take.asset");
            }
            if (_settings.MakesClip && _face != null)
            {
                using var staged = new FaceInScene(_face);
                var curves = FaceSampler.Sample(staged.Face, RootOf(staged.Face), motion);
                AnimationClip clip = ClipWriter.Write(curves, motion.RateHz, _settings.Tolerance);
                Put(clip, folder + "/" + _recording.name + ".anim");
            }
        }

        /// <summary>Gives it up.</summary>
        public void Dispose()
        {
            _job.Dispose();
        }

        /// <summary>Player of the clips: the animator, or the face itself.</summary>
        internal static Transform RootOf(MienFace face)
        {
            Animator animator = face.GetComponentInParent<Animator>();
            return animator != null ? animator.transform : face.transform;
        }

        /// <summary>Keeps the identity of what was there, so that whoever refers to it has the new one.</summary>
        private static void Put<T>(T asset, string path)
            where T : UnityEngine.Object
        {
            T known = AssetDatabase.LoadAssetAtPath<T>(path);
            if (known == null)
            {
                AssetDatabase.CreateAsset(asset, path);
                return;
            }
            asset.name = known.name;
            EditorUtility.CopySerialized(asset, known);
            EditorUtility.SetDirty(known);
            UnityEngine.Object.DestroyImmediate(asset);
        }
    }
}
