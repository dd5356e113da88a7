#nullable enable
using System;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class NearestPlaceTests
    {
        [Test]
        public void No_other_place_on_the_triangle_is_nearer()
        {
            var random = new System.Random(2);
            for (int trial = 0; trial < 300; trial++)
            {
                Vector3 a = Any(random);
                Vector3 b = Any(random);
                Vector3 c = Any(random);
                Vector3 point = Any(random) * 2;
                NearestPlace place = NearestPlace.On(0, point, a, b, c);
                Vector3 shares = place.Shares;
                Assert.That(shares.x + shares.y + shares.z, Is.EqualTo(1).Within(1e-4f));
                Assert.That(Math.Min(shares.x, Math.Min(shares.y, shares.z)), Is.GreaterThanOrEqualTo(-1e-4f));
                for (int other = 0; other < 60; other++)
                {
                    float x = (float)random.NextDouble();
                    float y = (float)random.NextDouble() * (1 - x);
                    Vector3 somewhere = (a * x) + (b * y) + (c * (1 - x - y));
                    Assert.That(place.Distance, Is.LessThanOrEqualTo((somewhere - point).magnitude + 1e-4f));
                }
            }
        }

        private static Vector3 Any(System.Random random)
        {
            return new Vector3((float)random.NextDouble(), (float)random.NextDouble(), (float)random.NextDouble());
        }
    }
}
