#nullable enable
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class TurnedBoneTests
    {
        private GameObject _root = null!;
        private Transform _bone = null!;

        [SetUp]
        public void Build()
        {
            _root = new GameObject("root");
            _root.transform.rotation = Quaternion.Euler(0, 70, 0);
            Transform spine = Rig.Child(_root.transform, "spine");
            spine.localRotation = Quaternion.Euler(20, 0, 40);
            _bone = Rig.Child(spine, "bone");
            // As many rigs have it: the bone's own axes lie anyhow.
            _bone.localRotation = Quaternion.Euler(-90, 30, 180);
        }

        [TearDown]
        public void Clear()
        {
            Object.DestroyImmediate(_root);
        }

        [Test]
        public void A_turn_is_seen_from_the_root_whatever_axes_the_bone_has()
        {
            Quaternion rest = FromRoot();
            Quaternion turn = Quaternion.Euler(10, 25, -5);
            new TurnedBone(_bone, _root.transform).Turn(turn);
            Near(FromRoot(), turn * rest);
        }

        [Test]
        public void Turning_again_does_not_add_up()
        {
            var turned = new TurnedBone(_bone, _root.transform);
            Quaternion rest = FromRoot();
            for (int frame = 0; frame < 100; frame++)
            {
                turned.Turn(Quaternion.Euler(0, 30, 0));
            }
            Near(FromRoot(), Quaternion.Euler(0, 30, 0) * rest);
            turned.Release();
            Near(FromRoot(), rest);
        }

        [Test]
        public void Animation_is_turned_on_top_of()
        {
            var turned = new TurnedBone(_bone, _root.transform);
            Quaternion rest = FromRoot();
            turned.Turn(Quaternion.Euler(0, 15, 0));
            // Animation bows the whole body, and sets the bone as it wants it.
            _bone.parent.localRotation = Quaternion.Euler(60, 0, 0) * _bone.parent.localRotation;
            _bone.localRotation = Quaternion.Euler(-90, 30, 180);
            Quaternion animated = FromRoot();
            turned.Turn(Quaternion.Euler(0, 15, 0));
            Quaternion bow = animated * Quaternion.Inverse(rest);
            Near(FromRoot(), bow * Quaternion.Euler(0, 15, 0) * rest);
        }

        [Test]
        public void A_move_is_seen_from_the_root()
        {
            var turned = new TurnedBone(_bone, _root.transform);
            Vector3 before = _bone.position;
            var way = new Vector3(0.01f, 0.02f, 0.03f);
            turned.Move(way);
            turned.Move(way);
            Vector3 moved = Quaternion.Inverse(_root.transform.rotation) * (_bone.position - before);
            Assert.That((moved - way).magnitude, Is.LessThan(1e-6f));
            turned.Release();
            Assert.That((_bone.position - before).magnitude, Is.LessThan(1e-6f));
        }

        private Quaternion FromRoot()
        {
            return Quaternion.Inverse(_root.transform.rotation) * _bone.rotation;
        }

        private static void Near(Quaternion got, Quaternion expected)
        {
            Assert.That(Mathf.Abs(Quaternion.Dot(got, expected)), Is.EqualTo(1).Within(1e-6f), got + " for " + expected);
        }
    }
}
