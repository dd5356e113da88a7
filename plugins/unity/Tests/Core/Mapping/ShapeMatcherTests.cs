#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using Mien.Core.Mapping;
using Mien.Core.Rig;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class ShapeMatcherTests
    {
        [Test]
        public void Every_shape_of_a_preset_is_recognised_by_its_own_name()
        {
            foreach (ShapePreset preset in ShapePresets.All)
            {
                string[] names = preset.Rules.Select(rule => rule.Shape).ToArray();
                ShapeMatch match = ShapeMatcher.Match(names, new[] { preset });
                Assert.That(match.Unmatched, Is.Empty, preset.Name);
                Assert.That(match.Shapes.Count, Is.EqualTo(names.Length), preset.Name);
            }
        }

        [Test]
        public void Arkits_shapes_in_another_spelling_move_by_their_coefficients()
        {
            string[] names = Expression.Names
                .Select(name => "blendShape1." + name.Replace("Left", "_L").Replace("Right", "_R"))
                .Reverse()
                .Append("Basis_smile")
                .ToArray();
            ShapeMatch match = ShapeMatcher.Match(names);
            Assert.That(match.Missing, Is.Empty);
            Assert.That(match.Unmatched, Is.EqualTo(new[] { 52 }));
            var mixer = new ShapeMixer(match.Shapes);
            var coefficients = new float[Expression.Count];
            coefficients[Expression.IndexOf("jawLeft")] = 0.5f;
            var weights = new float[mixer.Count];
            mixer.Mix(coefficients, weights);
            for (int at = 0; at < mixer.Count; at++)
            {
                Assert.That(weights[at], Is.EqualTo(names[mixer.ShapeAt(at)].EndsWith("jaw_L") ? 0.5f : 0f));
            }
        }

        [TestCase("CTRL_expressions_")]
        [TestCase("head_lod0_mesh__")]
        public void Metahumans_are_recognised_whatever_is_before_their_names(string before)
        {
            ShapePreset preset = ShapePresets.Find("metahuman")!;
            string[] names = preset.Rules.Select(rule => before + rule.Shape).ToArray();
            ShapeMatch match = ShapeMatcher.Match(names);
            Assert.That(match.Unmatched.Select(at => names[at]), Is.Empty);
            foreach (BoundShape shape in match.Shapes)
            {
                Assert.That(shape.Rule.Terms[0].Coefficient, Is.EqualTo(preset.Rules[shape.Shape].Terms[0].Coefficient), names[shape.Shape]);
            }
        }

        [Test]
        public void Visemes_do_not_move_a_mouth_that_arkits_shapes_move()
        {
            var names = new List<string>(Expression.Names) { "viseme_aa", "viseme_PP" };
            ShapeMatch match = ShapeMatcher.Match(names);
            Assert.That(match.Unmatched, Is.EqualTo(new[] { 52, 53 }));
        }

        [Test]
        public void Visemes_move_a_mouth_beside_other_lids()
        {
            var names = new[] { "viseme_aa", "viseme_U", "viseme_PP", "viseme_FF", "viseme_CH", "viseme_O", "viseme_E", "viseme_I", "eyeBlinkLeft", "eyeBlinkRight" };
            ShapeMatch match = ShapeMatcher.Match(names);
            Assert.That(match.Unmatched, Is.Empty);
            var kinds = new SortedSet<string>(match.Shapes.Select(shape => shape.Preset!.Name));
            Assert.That(kinds, Is.EqualTo(new[] { "arkit", "oculus" }));
        }

        [Test]
        public void Names_as_short_as_a_vowel_mean_something_only_together()
        {
            Assert.That(ShapeMatcher.Match(new[] { "A", "I", "U" }).Shapes, Is.Empty);
            ShapeMatch match = ShapeMatcher.Match(new[] { "A", "I", "U", "E", "O", "Blink_L", "Blink_R" });
            Assert.That(match.Unmatched, Is.Empty);
        }

        [Test]
        public void Of_two_shapes_that_may_be_the_same_the_one_with_less_before_it_is_taken()
        {
            ShapeMatch match = ShapeMatcher.Match(new[] { "old_jawOpen", "jawOpen" });
            Assert.That(match.Shapes.Select(shape => shape.Shape), Is.EqualTo(new[] { 1 }));
        }

        private static List<CharacterShape> Shapes(IEnumerable<string> names, Func<string, bool> moves, int mesh = 0)
        {
            return names.Select(name => new CharacterShape(name, mesh, !moves(name))).ToList();
        }

        private static IEnumerable<string> NamesOf(string preset)
        {
            return ShapePresets.Find(preset)!.Rules.Select(rule => rule.Shape);
        }

        [Test]
        public void A_mouth_whose_arkit_jaw_is_empty_falls_to_the_vowels_of_vroid()
        {
            List<CharacterShape> shapes = Shapes(NamesOf("vroid").Prepend("jawOpen"), name => name != "jawOpen");
            ShapeMatch match = ShapeMatcher.Match(shapes, "");
            Assert.That(match.Shapes.Select(shape => shape.Preset!.Name), Is.All.EqualTo("vroid"));
            Assert.That(match.Shapes.Count, Is.EqualTo(7));
            Assert.That(match.Empty, Is.EqualTo(new[] { 0 }));
            Assert.That(match.Unmatched, Is.Empty);
            Assert.That(
                match.Choices[0].ToString(),
                Is.EqualTo("mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)"));
        }

        [Test]
        public void A_mouth_that_arkits_shapes_move_but_do_not_open_falls_to_what_opens_it()
        {
            List<CharacterShape> shapes = Shapes(Expression.Names.Concat(NamesOf("vroid")), name => name != "jawOpen");
            ShapeMatch match = ShapeMatcher.Match(shapes, "");
            Assert.That(
                match.Choices.Select(choice => choice.Region + " " + choice.Preset.Name),
                Is.EqualTo(new[] { "mouth vroid", "lids arkit", "gaze arkit", "brows arkit", "cheeks arkit" }));
            Assert.That(
                match.Choices[0].ToString(),
                Is.EqualTo(
                    "mouth by VRoid (5 of 5 shapes), not by ARKit (27 of 28; moves nothing: jawOpen; has no jawOpen)"));
        }

        [Test]
        public void Of_meshes_with_the_same_shapes_each_moves_what_it_has()
        {
            List<string> names = Expression.Names.Concat(NamesOf("oculus")).ToList();
            var teeth = new HashSet<string> { "jawOpen", "viseme_aa", "mouthClose" };
            var shapes = new List<CharacterShape>();
            shapes.AddRange(Shapes(names, _ => true, 0));
            shapes.AddRange(Shapes(names, teeth.Contains, 1));
            shapes.AddRange(Shapes(names, name => name == "eyeLookUpLeft", 2));
            ShapeMatch match = ShapeMatcher.Match(shapes, "");
            Assert.That(match.Shapes.Select(shape => shape.Preset!.Name), Is.All.EqualTo("arkit"));
            Assert.That(match.Shapes.Count, Is.EqualTo(Expression.Count + 3));
            Assert.That(match.Empty.Count, Is.EqualTo((2 * names.Count) - 4));
        }

        [Test]
        public void A_preferred_preset_moves_what_it_can()
        {
            List<string> names = Expression.Names.Concat(NamesOf("oculus")).ToList();
            ShapeMatch match = ShapeMatcher.Match(CharacterShape.Of(names), "oculus");
            Assert.That(match.Choices.Select(choice => choice.Preset.Name).Take(2), Is.EqualTo(new[] { "oculus", "arkit" }));
            Assert.That(
                match.Choices[0].ToString(),
                Does.StartWith("mouth by Oculus visemes (8 of 8 shapes, as preferred), not by ARKit"));
            Assert.That(ShapeMatcher.Match(CharacterShape.Of(new[] { "aa", "oh" }), "vrm").Shapes.Count, Is.EqualTo(2));
        }

        [Test]
        public void Of_two_shapes_that_may_be_the_same_the_one_that_moves_is_taken()
        {
            List<CharacterShape> shapes = Shapes(new[] { "jawOpen", "Face.jawOpen" }, name => name != "jawOpen");
            Assert.That(ShapeMatcher.Match(shapes, "").Shapes.Select(shape => shape.Shape), Is.EqualTo(new[] { 1 }));
        }

        [Test]
        public void Nothing_is_recognised_in_nothing()
        {
            ShapeMatch match = ShapeMatcher.Match(new[] { "", "42", "Smirk" });
            Assert.That(match.Shapes, Is.Empty);
            Assert.That(match.Unmatched.Count, Is.EqualTo(3));
            Assert.That(match.Missing.Count, Is.EqualTo(Expression.Count));
        }

        [Test]
        public void Weights_stay_within_their_range()
        {
            ShapePreset oculus = ShapePresets.Find("oculus")!;
            var mixer = new ShapeMixer(ShapeMatcher.Match(new[] { "viseme_PP", "viseme_FF" }, new[] { oculus }).Shapes);
            var weights = new float[2];
            var coefficients = new float[Expression.Count];
            Array.Fill(coefficients, 1f);
            mixer.Mix(coefficients, weights);
            Assert.That(weights, Is.All.InRange(0f, 1f));
            coefficients.AsSpan().Clear();
            coefficients[Expression.IndexOf("jawOpen")] = 1;
            mixer.Mix(coefficients, weights);
            Assert.That(weights, Is.All.EqualTo(0f));
        }

        [Test]
        public void The_names_of_the_coefficients_are_in_alphabetical_order()
        {
            Assert.That(Expression.Names, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
            Assert.That(Expression.Names.Count, Is.EqualTo(Expression.Count));
            for (int at = 0; at < Expression.Count; at++)
            {
                Assert.That(Expression.IndexOf(Expression.Names[at]), Is.EqualTo(at));
            }
            Assert.That(Expression.IndexOf("unheardOf"), Is.EqualTo(-1));
        }
    }
}
