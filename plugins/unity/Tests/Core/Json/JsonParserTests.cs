#nullable enable
using Mien.Core.Json;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class JsonParserTests
    {
        [Test]
        public void Everything_that_json_has_is_read()
        {
            JsonValue value = JsonParser.Parse(
                " {\"a\": [1, -2.5e3, true, false, null, \"x\\n\\u00e9\\\\\\\"\"],\r\n\t\"b\": {}, \"c\": []} ");
            Assert.That(value["a"].Items[0].AsInteger(), Is.EqualTo(1));
            Assert.That(value["a"].Items[1].AsNumber(), Is.EqualTo(-2_500));
            Assert.That(value["a"].Items[2].AsBoolean());
            Assert.That(value["a"].Items[3].AsBoolean(), Is.False);
            Assert.That(value["a"].Items[4].IsNull);
            Assert.That(value["a"].Items[5].AsText(), Is.EqualTo("x\né\\\""));
            Assert.That(value["b"].Members, Is.Empty);
            Assert.That(value["c"].Items, Is.Empty);
            Assert.That(value["none"].IsNull);
        }

        [TestCase("")]
        [TestCase("{")]
        [TestCase("[1,]")]
        [TestCase("{\"a\" 1}")]
        [TestCase("{a: 1}")]
        [TestCase("[1 2]")]
        [TestCase("nul")]
        [TestCase("01")]
        [TestCase("1.")]
        [TestCase("-")]
        [TestCase("\"\\x\"")]
        [TestCase("\"\\u12\"")]
        [TestCase("\"a\nb\"")]
        [TestCase("\"open")]
        [TestCase("1 2")]
        [TestCase("'a'")]
        public void What_is_no_json_is_refused(string text)
        {
            Assert.Throws<MienException>(() => JsonParser.Parse(text));
        }

        [Test]
        public void Nesting_has_an_end()
        {
            Assert.Throws<MienException>(() => JsonParser.Parse(new string('[', 100_000)));
        }

        [Test]
        public void A_value_of_another_type_is_refused()
        {
            JsonValue number = JsonParser.Parse("1.5");
            Assert.Throws<MienException>(() => number.AsText());
            Assert.Throws<MienException>(() => number.AsBoolean());
            Assert.Throws<MienException>(() => number.AsInteger());
            Assert.Throws<MienException>(() => JsonParser.Parse("\"1\"").AsNumber());
        }
    }
}
