#nullable enable
using System.Linq;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Streams;
using Mien.Core.Tests;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class PictureTextureTests
    {
        private readonly PictureCopy _copy = new PictureCopy();
        private readonly PictureTexture _texture = new PictureTexture();
        private MienClient _client = null!;
        private MienSession _session = null!;
        private Wire _wire = null!;

        [SetUp]
        public void Open()
        {
            _client = new MienClient();
            _session = _client.OpenSession(new SessionOptions());
            _wire = new Wire(_session);
        }

        [TearDown]
        public void Close()
        {
            _texture.Dispose();
            _client.Dispose();
        }

        [Test]
        public void Rows_are_turned_right_side_up()
        {
            _wire.BeginPictures(2, 3, "rgba8", hasAlpha: true);
            byte[] sent = Enumerable.Range(0, 24).Select(at => (byte)at).ToArray();
            Assert.That(Show(sent), Is.True);
            byte[] expected = sent.Skip(16).Concat(sent.Skip(8).Take(8)).Concat(sent.Take(8)).ToArray();
            Assert.That(_texture.Color!.GetRawTextureData<byte>().AsSpan().ToArray(), Is.EqualTo(expected));
            Assert.That(_texture.Color.format, Is.EqualTo(TextureFormat.RGBA32));
            Assert.That(_texture.Color.wrapMode, Is.EqualTo(TextureWrapMode.Clamp));
        }

        [Test]
        public void A_texture_is_made_only_where_the_size_changes()
        {
            _wire.BeginPictures(4, 4, "rgba8", hasAlpha: false);
            Assert.That(Show(new byte[64]), Is.True);
            Texture2D first = _texture.Color!;
            Assert.That(Show(new byte[64]), Is.False);
            Assert.That(_texture.Color, Is.SameAs(first));
            _wire.BeginPictures(8, 4, "rgba8", hasAlpha: false);
            Assert.That(Show(new byte[128]), Is.True);
            Assert.That((_texture.Color!.width, _texture.Color.height), Is.EqualTo((8, 4)));
        }

        [Test]
        public void A_jpeg_is_decoded_and_its_alpha_has_a_texture_of_its_own()
        {
            _wire.BeginPictures(2, 2, "jpeg", hasAlpha: true);
            byte[] jpeg = Jpeg.OfTwoByTwo;
            byte[] payload = jpeg.Concat(new byte[] { 1, 2, 3, 4 }).ToArray();
            Assert.That(Show(payload, jpeg.Length), Is.True);
            Assert.That((_texture.Color!.width, _texture.Color.height), Is.EqualTo((2, 2)));
            Assert.That(_texture.Alpha!.GetRawTextureData<byte>().AsSpan().ToArray(), Is.EqualTo(new byte[] { 3, 4, 1, 2 }));
            Texture2D first = _texture.Color;
            Assert.That(Show(payload, jpeg.Length), Is.False);
            Assert.That(_texture.Color, Is.SameAs(first));
        }

        [Test]
        public void A_picture_allocates_nothing()
        {
            _wire.BeginPictures(64, 64, "rgba8", hasAlpha: true);
            var pixels = new byte[4 * 64 * 64];
            long bytes = SteadyState.Allocated(at =>
            {
                _wire.SendPicture(at, pixels);
                _session.Pictures.TryTake(out Picture picture);
                _copy.CopyFrom(picture);
                _texture.Show(_copy);
            });
            Assert.That(bytes, Is.Zero);
        }

        [Test]
        public void A_jpeg_allocates_nothing()
        {
            _wire.BeginPictures(2, 2, "jpeg", hasAlpha: true);
            byte[] payload = Jpeg.OfTwoByTwo.Concat(new byte[4]).ToArray();
            long bytes = SteadyState.Allocated(at =>
            {
                _wire.SendPicture(at, payload, Jpeg.OfTwoByTwo.Length);
                _session.Pictures.TryTake(out Picture picture);
                _copy.CopyFrom(picture);
                _texture.Show(_copy);
            });
            Assert.That(bytes, Is.Zero);
        }

        private bool Show(byte[] payload, long? jpegLength = null)
        {
            _wire.SendPicture(0, payload, jpegLength);
            Assert.That(_session.Pictures.TryTake(out Picture picture), Is.True);
            _copy.CopyFrom(picture);
            return _texture.Show(_copy);
        }
    }
}
