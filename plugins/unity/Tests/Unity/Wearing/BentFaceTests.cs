#nullable enable
using System.Collections.Generic;
using System.Linq;
using Mien.Core;
using Mien.Core.Messages;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class BentFaceTests
    {
        private readonly FaceMesh _mesh = FlatFace.Read();

        [Test]
        public void Landmarks_go_to_their_places_exactly()
        {
            List<FaceLandmark> places = Placed();
            var warp = new FaceWarp(_mesh, places);
            foreach (FaceLandmark place in places)
            {
                Vector3 gone = warp.Apply(FaceWarp.Position(_mesh, FlatFace.Landmarks[place.Name]));
                Assert.That((gone - place.Position).magnitude, Is.LessThan(1e-4f), place.Name);
            }
        }

        [Test]
        public void What_was_only_turned_scaled_and_mirrored_is_so_everywhere()
        {
            var warp = new FaceWarp(_mesh, Placed());
            for (int vertex = 0; vertex < FlatFace.Side * FlatFace.Side; vertex++)
            {
                Vector3 point = FaceWarp.Position(_mesh, vertex);
                Assert.That((warp.Apply(point) - OnCharacter(point)).magnitude, Is.LessThan(1e-3f), "vertex " + vertex);
            }
        }

        [Test]
        public void A_point_of_the_skin_gets_the_textures_place_from_the_bottom_left()
        {
            var bent = new BentFace(_mesh, Placed());
            float[] uv = FlatFace.Uv();
            foreach (int vertex in new[] { 6, 7, 8, 13, 16, 17, 18 })
            {
                Vector3 place = bent.Uv(OnCharacter(FaceWarp.Position(_mesh, vertex)));
                Assert.That(place.x, Is.EqualTo(uv[2 * vertex]).Within(0.01f));
                Assert.That(place.y, Is.EqualTo(1 - uv[(2 * vertex) + 1]).Within(0.01f));
                Assert.That(place.z, Is.EqualTo(1));
            }
        }

        [Test]
        public void What_lies_beyond_the_edge_is_no_face()
        {
            var bent = new BentFace(_mesh, Placed());
            Assert.That(bent.Uv(OnCharacter(new Vector3(0.06f, 0, 0.07f))).z, Is.Zero, "beside it");
            Assert.That(bent.Uv(OnCharacter(new Vector3(0, 0, -5))), Is.EqualTo(Vector3.zero), "far away");
        }

        [Test]
        public void The_places_that_close_eyes_and_mouth_are_not_worn()
        {
            var bent = new BentFace(_mesh, Placed());
            // In the middle of the opening: the nearest skin is at its rim.
            Vector3 middle = (FaceWarp.Position(_mesh, 11) + FaceWarp.Position(_mesh, 17)) * 0.5f;
            Vector3 place = bent.Uv(OnCharacter(middle));
            float[] uv = FlatFace.Uv();
            bool isInside = place.x > uv[22] + 0.01f && place.x < uv[24] - 0.01f
                && 1 - place.y > uv[23] + 0.01f && 1 - place.y < uv[33] - 0.01f;
            Assert.That(isInside, Is.False);
        }

        [Test]
        public void Too_few_landmarks_are_told()
        {
            var error = Assert.Throws<MienException>(() => new FaceWarp(_mesh, Placed().Take(3).ToList()))!;
            Assert.That(error.Message, Does.Contain("at least eyes, nose, mouth and chin").And.Contain("got 3"));
        }

        [Test]
        public void Landmarks_of_other_names_are_passed_over()
        {
            List<FaceLandmark> places = Placed();
            places.Add(new FaceLandmark("hat", new Vector3(9, 9, 9)));
            Vector3 nose = FaceWarp.Position(_mesh, 12);
            Assert.That((new FaceWarp(_mesh, places).Apply(nose) - OnCharacter(nose)).magnitude, Is.LessThan(1e-4f));
        }

        internal static List<FaceLandmark> Placed()
        {
            FaceMesh mesh = FlatFace.Read();
            return FlatFace.Landmarks
                .Select(each => new FaceLandmark(each.Key, OnCharacter(FaceWarp.Position(mesh, each.Value))))
                .ToList();
        }

        /// <summary>A character in centimetres, mirrored as Unity has it, turned, and somewhere else.</summary>
        internal static Vector3 OnCharacter(Vector3 wire)
        {
            var unity = new Vector3(-wire.x, wire.y, wire.z);
            return (Quaternion.Euler(-90, 0, 0) * unity * 100) + new Vector3(0, 5, 160);
        }
    }
}
