#nullable enable
using System.Linq;
using Mien.Core.Mapping;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class MienMappingTests
    {
        [Test]
        public void A_preset_fills_it()
        {
            MienMapping mapping = ScriptableObject.CreateInstance<MienMapping>();
            mapping.Fill(ShapePresets.Find("arkit")!);
            Assert.That(mapping.Shapes.Count, Is.EqualTo(52));
            Assert.That(mapping.Shapes.All(shape => shape.Shares.Single().Coefficient == shape.Shape));
        }

        [TestCase("arkit")]
        [TestCase("character_creator")]
        [TestCase("metahuman")]
        [TestCase("oculus")]
        [TestCase("vrm")]
        [TestCase("vroid")]
        public void What_it_says_moves_a_mesh_as_recognition_does(string preset)
        {
            ShapePreset known = ShapePresets.Find(preset)!;
            string[] names = known.Rules.Select(rule => rule.Shape).ToArray();
            MienMapping mapping = ScriptableObject.CreateInstance<MienMapping>();
            mapping.Fill(names);
            float[] coefficients = Enumerable.Range(0, 52).Select(at => at / 52f).ToArray();
            float[] mapped = ShapeDriver.Of(CharacterShape.Of(names), mapping).Weights(coefficients).ToArray();
            Assert.That(mapped, Is.EqualTo(ShapeDriver.Of(CharacterShape.Of(names), null).Weights(coefficients).ToArray()));
        }

        [Test]
        public void It_finds_shapes_in_other_spellings_and_passes_over_the_rest()
        {
            MienMapping mapping = ScriptableObject.CreateInstance<MienMapping>();
            mapping.Shapes.Add(new MappedShape("jawOpen", new ShapeShare("jawOpen", 1)));
            mapping.Shapes.Add(new MappedShape("noSuchShape", new ShapeShare("jawOpen", 1)));
            mapping.Shapes.Add(new MappedShape("mouthClose", new ShapeShare("noSuchCoefficient", 1)));
            var driver = ShapeDriver.Of(CharacterShape.Of(new[] { "mouthClose", "Head.jaw_open" }), mapping);
            Assert.That(driver.Count, Is.EqualTo(1));
            Assert.That(driver.ShapeAt(0), Is.EqualTo(1));
            Assert.That(driver.Unmapped, Is.EqualTo(new[] { "mouthClose" }));
        }
    }
}
