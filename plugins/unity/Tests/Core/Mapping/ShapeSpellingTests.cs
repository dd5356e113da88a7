#nullable enable
using Mien.Core.Mapping;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class ShapeSpellingTests
    {
        [TestCase("eyeBlinkLeft")]
        [TestCase("EyeBlinkLeft")]
        [TestCase("eyeBlink_L")]
        [TestCase("eye_blink_left")]
        [TestCase("Eye_Blink_L")]
        [TestCase("EYE_BLINK_LEFT")]
        [TestCase("eye blink left")]
        [TestCase("left_eyeBlink")]
        [TestCase("L.Eye.Blink")]
        public void One_name_has_many_spellings(string name)
        {
            Assert.That(ShapeSpelling.Of(name), Is.EqualTo("eyeblinkleft"));
        }

        [TestCase("Face.M_F00_eyeBlinkLeft")]
        [TestCase("blendShape1.eyeBlinkLeft")]
        [TestCase("A2F_eyeBlink_L")]
        [TestCase("head_EyeBlinkLeft")]
        public void What_tools_put_before_a_name_is_passed_over(string name)
        {
            Assert.That(ShapeSpelling.Endings(name), Does.Contain("eyeblinkleft"));
        }

        [TestCase("jawLeft", "jawleft")]
        [TestCase("Jaw_L", "jawleft")]
        [TestCase("viseme_PP", "visemepp")]
        [TestCase("Eye_L_Look_R", "eyellookright")]
        [TestCase("L", "l")]
        [TestCase("", "")]
        public void Sides_are_told_from_words(string name, string expected)
        {
            Assert.That(ShapeSpelling.Of(name), Is.EqualTo(expected));
        }
    }
}
