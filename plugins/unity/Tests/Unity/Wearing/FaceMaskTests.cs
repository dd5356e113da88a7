#nullable enable
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class FaceMaskTests
    {
        [Test]
        public void It_looks_along_the_engines_forward_with_its_left_at_the_engines_left()
        {
            Mesh mask = FaceMask.Build(FlatFace.Read());
            int left = FlatFace.Landmarks["earLeft"];
            Assert.That(mask.vertices[left].x, Is.EqualTo(-0.05f).Within(1e-6f));
            Assert.That(mask.vertices[FlatFace.Landmarks["forehead"]].y, Is.EqualTo(0.05f).Within(1e-6f));
            Assert.That(mask.normals[FlatFace.Landmarks["noseTip"]].z, Is.GreaterThan(0.9f), "its outside is in front");
            Assert.That(mask.triangles.Length, Is.EqualTo(3 * 2 * 16), "openings and all");
        }

        [Test]
        public void Its_uv_counts_from_the_bottom()
        {
            Vector2 forehead = FaceMask.Build(FlatFace.Read()).uv[FlatFace.Landmarks["forehead"]];
            Assert.That((forehead.x, forehead.y), Is.EqualTo((0.5f, 1f)));
        }

        [Test]
        public void It_fits_a_character()
        {
            Mesh mask = FaceMask.Build(FlatFace.Read(), BentFaceTests.Placed());
            Vector3 expected = BentFaceTests.OnCharacter(FaceWarp.Position(FlatFace.Read(), 18));
            Assert.That((mask.vertices[18] - expected).magnitude, Is.LessThan(1e-3f));
        }
    }
}
