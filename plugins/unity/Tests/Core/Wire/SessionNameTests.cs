#nullable enable
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class SessionNameTests
    {
        [TestCase("a")]
        [TestCase("k3v9")]
        [TestCase("12345678")]
        [TestCase("123456789")]
        [TestCase("0123456789abcdefghijklmnopqrstuv")]
        public void A_name_comes_back_as_it_was(string text)
        {
            SessionName name = SessionName.Parse(text);
            Assert.That(name.ToString(), Is.EqualTo(text));
            Assert.That(name == SessionName.Parse(text));
            Assert.That(name.GetHashCode(), Is.EqualTo(SessionName.Parse(text).GetHashCode()));
            Assert.That(name.IsEmpty, Is.False);
        }

        [TestCase("")]
        [TestCase("A")]
        [TestCase("a b")]
        [TestCase("a\n")]
        [TestCase("é")]
        [TestCase("š")]
        [TestCase("0123456789abcdefghijklmnopqrstuvw")]
        public void What_is_no_name_is_refused(string text)
        {
            Assert.Throws<MienException>(() => SessionName.Parse(text));
            Assert.That(SessionName.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _), Is.False);
        }

        [TestCase("a", "b")]
        [TestCase("a", "aa")]
        [TestCase("12345678", "123456781")]
        [TestCase("0123456789abcdefghijklmnopqrstuv", "0123456789abcdefghijklmnopqrstuw")]
        public void Other_names_differ(string one, string other)
        {
            Assert.That(SessionName.Parse(one) != SessionName.Parse(other));
        }

        [Test]
        public void The_default_is_no_name()
        {
            Assert.That(default(SessionName).IsEmpty);
            Assert.That(default(SessionName).ToString(), Is.Empty);
        }
    }
}
