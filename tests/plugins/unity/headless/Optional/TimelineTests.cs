#nullable enable
using System.Collections.Generic;
using System.Linq;
using System;
using Mien.Core.Bake;
using Mien.Core.Tests;
using Mien.Tests;
using Mien.Timeline;
using NUnit.Framework;
using UnityEngine.Playables;
using UnityEngine.Timeline;
using UnityEngine;

namespace Mien.Headless
{
    public sealed class TimelineTests
    {
        private NoDaemon _stage = null!;
        private Rig _rig = null!;
        private MienFace _face = null!;
        private Playable _mixer;

        [SetUp]
        public void Begin()
        {
            _stage = new NoDaemon();
            _rig = new Rig("jawOpen", "mouthClose");
            _face = _rig.Root.AddComponent<MienFace>();
            _mixer = ScriptableObject.CreateInstance<MienTrack>().CreateTrackMixer(default, _rig.Root, 2);
        }

        [TearDown]
        public void End()
        {
            _rig.Dispose();
            _stage.Dispose();
        }

        [Test]
        public void A_clip_shows_its_take_between_frames_too()
        {
            Connect(Take(0, 0.5f, 1), 1, 0.05);
            HeadlessGraph.Evaluate(_mixer, _face);
            Assert.That(_rig.Weight("jawOpen"), Is.EqualTo(25).Within(1e-3f), "half of a tenth of a second");
            Assert.That(_face.IsOverridden, Is.True);
        }

        [Test]
        public void Before_and_after_it_stays_as_it_is_there()
        {
            Connect(Take(0.2f, 0.5f, 0.9f), 1, -3);
            HeadlessGraph.Evaluate(_mixer, _face);
            Assert.That(_rig.Weight("jawOpen"), Is.EqualTo(20).Within(1e-3f));
            HeadlessGraph.Set(_mixer, 0, 1, 99);
            HeadlessGraph.Evaluate(_mixer, _face);
            Assert.That(_rig.Weight("jawOpen"), Is.EqualTo(90).Within(1e-3f));
        }

        [Test]
        public void Clips_are_blended_by_their_weights()
        {
            Connect(Take(0.8f, 0.8f), 0.25f, 0);
            Connect(Take(0.4f, 0.4f), 0.75f, 0);
            HeadlessGraph.Evaluate(_mixer, _face);
            Assert.That(_rig.Weight("jawOpen"), Is.EqualTo(50).Within(1e-3f));
            HeadlessGraph.Set(_mixer, 0, 0, 0);
            HeadlessGraph.Set(_mixer, 1, 0.5f, 0);
            HeadlessGraph.Evaluate(_mixer, _face);
            Assert.That(_rig.Weight("jawOpen"), Is.EqualTo(20).Within(1e-3f), "eased in from rest");
        }

        [Test]
        public void Between_clips_and_after_the_graph_the_face_is_its_own()
        {
            Connect(Take(0.8f, 0.8f), 1, 0);
            HeadlessGraph.Evaluate(_mixer, _face);
            HeadlessGraph.Set(_mixer, 0, 0, 0);
            HeadlessGraph.Evaluate(_mixer, _face);
            Assert.That(_face.IsOverridden, Is.False);
            HeadlessGraph.Set(_mixer, 0, 1, 0);
            HeadlessGraph.Evaluate(_mixer, _face);
            HeadlessGraph.Destroy(_mixer);
            Assert.That(_face.IsOverridden, Is.False);
        }

        [Test]
        public void An_empty_clip_and_a_track_without_a_face_do_nothing()
        {
            Connect(null, 1, 0);
            HeadlessGraph.Evaluate(_mixer, _face);
            HeadlessGraph.Evaluate(_mixer, null);
            Assert.That(_rig.Weight("jawOpen"), Is.Zero);
        }

        [Test]
        public void A_clip_is_as_long_as_its_take()
        {
            MienClip clip = ScriptableObject.CreateInstance<MienClip>();
            clip.Take = Take(0, 0, 0, 0, 0);
            Assert.That(clip.duration, Is.EqualTo(0.5).Within(1e-9));
        }

        [Test]
        public void A_preview_changes_nothing_for_good()
        {
            _face.HeadBones.Head = _rig.Head;
            MienTrack track = ScriptableObject.CreateInstance<MienTrack>();
            var director = new GameObject("director").AddComponent<PlayableDirector>();
            director.SetGenericBinding(track, _face);
            var driver = new Driver();
            track.GatherProperties(director, driver);
            Assert.That(driver.Names, Is.EqualTo(new[]
            {
                "Face blendShape.jawOpen", "Face blendShape.mouthClose", "head m_LocalRotation", "head m_LocalPosition",
            }));
        }

        [Test]
        public void A_frame_allocates_nothing()
        {
            Connect(Take(Enumerable.Repeat(0.5f, 100).ToArray()), 0.5f, 0);
            Connect(Take(Enumerable.Repeat(0.1f, 100).ToArray()), 0.5f, 0);
            Assert.That(SteadyState.Allocated(_ => HeadlessGraph.Evaluate(_mixer, _face)), Is.Zero);
        }

        /// <summary>A take of ten frames a second.</summary>
        private static MienTake Take(params float[] jaws)
        {
            var baked = new BakedMotion(10, jaws.Length);
            foreach (float jaw in jaws)
            {
                baked.Add(Frames.Of(("jawOpen", jaw)));
            }
            return MienTake.Make(baked, null);
        }

        private void Connect(MienTake? take, float weight, double time)
        {
            MienClip clip = ScriptableObject.CreateInstance<MienClip>();
            clip.Take = take;
            HeadlessGraph.Connect(_mixer, clip.CreatePlayable(default, _rig.Root), weight, time);
        }

        private sealed class Driver : IPropertyCollector
        {
            internal List<string> Names { get; } = new List<string>();

            public void AddFromName<T>(GameObject obj, string name)
                where T : Component
            {
                Names.Add(obj.name + " " + name);
            }

            public void PushActiveGameObject(GameObject gameObject) => throw new NotSupportedException();

            public void PopActiveGameObject() => throw new NotSupportedException();

            public void AddFromClip(AnimationClip clip) => throw new NotSupportedException();

            public void AddFromClips(IEnumerable<AnimationClip> clips) => throw new NotSupportedException();

            public void AddFromName<T>(string name)
                where T : Component => throw new NotSupportedException();

            public void AddFromName(string name) => throw new NotSupportedException();

            public void AddFromClip(GameObject obj, AnimationClip clip) => throw new NotSupportedException();

            public void AddFromClips(GameObject obj, IEnumerable<AnimationClip> clips) =>
                throw new NotSupportedException();

            public void AddFromName(GameObject obj, string name) => throw new NotSupportedException();

            public void AddFromName(Component component, string name) => throw new NotSupportedException();

            public void AddFromComponent(GameObject obj, Component component) => throw new NotSupportedException();

            public void AddObjectProperties(UnityEngine.Object obj, AnimationClip clip) =>
                throw new NotSupportedException();
        }
    }
}
