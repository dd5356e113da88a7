#nullable enable
using System.Collections.Generic;
using Mien.Core.MessagePack;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class GoldenTreeTests
    {
        public static IEnumerable<GoldenVector> Vectors => GoldenVector.All();

        [OneTimeSetUp]
        public void Require()
        {
            GoldenVector.Require();
        }

        [TestCaseSource(nameof(Vectors))]
        public void A_header_says_what_the_file_says(GoldenVector vector)
        {
            HeaderCheck.Run(vector.HeaderBytes, Limits.Default);
            var reader = new MessagePackReader(vector.HeaderBytes);
            Assert.That(Tree.Of(ref reader), Is.EqualTo(Tree.Of(vector.Header)));
            Assert.That(reader.IsAtEnd);
        }

        [TestCaseSource(nameof(Vectors))]
        public void A_header_that_is_cut_off_is_refused(GoldenVector vector)
        {
            for (int length = 0; length < vector.HeaderBytes.Length; length++)
            {
                byte[] cut = new System.ArraySegment<byte>(vector.HeaderBytes, 0, length).ToArray();
                Assert.Throws<ProtocolException>(() => HeaderCheck.Run(cut, Limits.Default), "at " + length);
            }
        }
    }
}
