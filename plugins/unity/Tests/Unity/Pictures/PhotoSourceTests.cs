#nullable enable
using Mien.Core;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class PhotoSourceTests
    {
        [Test]
        public void Without_a_photo_it_says_what_to_do()
        {
            var error = Assert.Throws<MienException>(() => new PhotoSource().ToBytes())!;
            Assert.That(error.Message, Does.Contain("need a photo"));
        }

        [Test]
        public void Bytes_go_before_a_file_and_a_file_before_a_texture()
        {
            var photo = new PhotoSource { Texture = new Texture2D(2, 2), File = new TextAsset("a file") };
            Assert.That(photo.ToBytes(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes("a file")));
            photo.Set(new byte[] { 1, 2, 3 });
            Assert.That(photo.ToBytes(), Is.EqualTo(new byte[] { 1, 2, 3 }));
            photo.Set(null);
            photo.File = new TextAsset("another");
            Assert.That(photo.ToBytes(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes("another")));
        }

        [Test]
        public void A_texture_that_cannot_be_read_is_refused_in_words()
        {
            var texture = new Texture2D(2, 2, TextureFormat.RGBA32, false, false) { name = "me" };
            texture.Apply(false, true);
            var error = Assert.Throws<MienException>(() => new PhotoSource { Texture = texture }.ToBytes())!;
            Assert.That(error.Message, Does.Contain("me cannot be read").And.Contain("Read/Write"));
        }
    }
}
