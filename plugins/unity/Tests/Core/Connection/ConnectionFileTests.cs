#nullable enable
using System.IO;
using Mien.Core.Connection;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class ConnectionFileTests
    {
        private const string Whole =
            "{\"protocol\": [1, 0], \"server_id\": \"9f2c61d0a7be4411\", \"pid\": 4711, \"control\": \"tcp://a:1\", "
            + "\"motion\": \"tcp://a:2\", \"face\": \"tcp://a:3\", \"bake\": \"tcp://a:4\", \"token\": \"t\", "
            + "\"curve_key\": null, \"later\": {}}";

        [Test]
        public void What_a_daemon_has_written_is_read()
        {
            ConnectionFile file = ConnectionFile.Parse(Whole, "here");
            Assert.That((file.ServerId, file.Token, file.CurveKey), Is.EqualTo(("9f2c61d0a7be4411", "t", (string?)null)));
            Assert.That(file.Endpoint(SocketKind.Control), Is.EqualTo("tcp://a:1"));
            Assert.That(file.Endpoint(SocketKind.Motion), Is.EqualTo("tcp://a:2"));
            Assert.That(file.Endpoint(SocketKind.Face), Is.EqualTo("tcp://a:3"));
            Assert.That(file.Address(SocketKind.Bake).Endpoint, Is.EqualTo("tcp://a:4"));
        }

        [Test]
        public void A_key_is_handed_on()
        {
            ConnectionFile file = ConnectionFile.Parse(Whole.Replace("\"curve_key\": null", "\"curve_key\": \"k\""), "here");
            Assert.That(file.Address(SocketKind.Face).CurveKey, Is.EqualTo("k"));
        }

        [TestCase("{}")]
        [TestCase("[]")]
        [TestCase("{\"server_id\": 1}")]
        public void What_no_daemon_has_written_is_named(string json)
        {
            var error = Assert.Throws<MienException>(() => ConnectionFile.Parse(json, "here.json"));
            Assert.That(error!.Message, Does.StartWith("here.json is no connection file"));
        }

        [Test]
        public void What_is_no_json_is_named()
        {
            var error = Assert.Throws<MienException>(() => ConnectionFile.Parse("half a", "here.json"));
            Assert.That(error!.Message, Does.Contain("here.json").And.Contain("JSON"));
        }

        [Test]
        public void Where_there_is_none_it_says_how_to_get_one()
        {
            string missing = Path.Combine(Path.GetTempPath(), "no-such-folder-of-mien", "daemon.json");
            var error = Assert.Throws<MienException>(() => ConnectionFile.Read(missing));
            Assert.That(error!.Message, Does.Contain("mien serve"));
        }

        [Test]
        public void The_usual_place_is_an_absolute_path()
        {
            Assert.That(Path.IsPathRooted(ConnectionFilePlace.Default()));
            Assert.That(ConnectionFilePlace.Default(), Does.EndWith("daemon.json"));
        }
    }
}
