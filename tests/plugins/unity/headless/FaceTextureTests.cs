#nullable enable
using Mien.Core;
using Mien.Core.Messages;
using Mien.Tests;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>Pictures on their way to materials, quads, masks and heads.</summary>
    public sealed class FaceTextureTests
    {
        private const long Ms = 1_000_000;

        private Theatre _theatre = null!;
        private MienFaceTexture _texture = null!;
        private Wire _wire = null!;

        [SetUp]
        public void Begin()
        {
            _theatre = new Theatre(root =>
            {
                root.AddComponent<MienFace>();
                _texture = root.AddComponent<MienFaceTexture>();
                _texture.Photo.Set(new byte[] { 1 });
                _texture.Layout = FaceLayout.Texture;
            });
            _theatre.Play(0.5);
            _wire = new Wire(_theatre.Character.Session!);
            _wire.BeginPictures(2, 2, "rgba8", hasAlpha: true, layout: "texture");
        }

        [TearDown]
        public void End()
        {
            _theatre.Dispose();
        }

        [Test]
        public void A_picture_is_shown_when_its_sound_is_heard_and_not_before()
        {
            long timeNs = _theatre.Character.HeardNs + (200 * Ms);
            _wire.SendPicture(timeNs, new byte[16]);
            _theatre.Play(0.15);
            Assert.That(_texture.Texture == null, Is.True);
            _theatre.Play(0.1);
            Assert.That(_texture.ShownNs, Is.EqualTo(timeNs));
        }

        [Test]
        public void A_target_shows_it_whenever_it_is_named_and_is_left_as_it_was()
        {
            MeshRenderer early = Quad();
            MeshRenderer late = Quad();
            _texture.Target = early;
            Show();
            Assert.That(Shown(early, FaceProperties.MainTexture), Is.SameAs(_texture.Texture));
            _texture.Target = late;
            Assert.That(Shown(late, FaceProperties.MainTexture), Is.SameAs(_texture.Texture));
            Assert.That(Block(early).isEmpty, Is.True);
            _texture.enabled = false;
            Assert.That(Block(late).isEmpty, Is.True);
        }

        [Test]
        public void The_universal_pipelines_materials_have_another_name_for_it()
        {
            MeshRenderer quad = Quad();
            quad.sharedMaterial = new Material(Shader.Find("Standard"));
            quad.sharedMaterial.SetTexture(FaceProperties.BaseMap, null);
            _texture.Target = quad;
            Show();
            Assert.That(Shown(quad, FaceProperties.BaseMap), Is.SameAs(_texture.Texture));
        }

        [Test]
        public void A_mask_that_comes_later_has_a_mesh_a_material_and_the_picture()
        {
            Show();
            var owner = new GameObject("mask");
            owner.transform.SetParent(_theatre.Rig.Head, false);
            MienFaceMask mask = owner.AddComponent<MienFaceMask>();
            _theatre.Frame();
            var renderer = owner.GetComponent<MeshRenderer>();
            Assert.That(owner.GetComponent<MeshFilter>().sharedMesh.vertexCount, Is.EqualTo(FlatFace.Side * FlatFace.Side));
            Assert.That(renderer.sharedMaterial.shader.name, Is.EqualTo("Mien/Portrait"));
            Assert.That(Shown(renderer, FaceProperties.MainTexture), Is.SameAs(_texture.Texture));
            mask.enabled = false;
            Assert.That(renderer.sharedMaterial == null && owner.GetComponent<MeshFilter>().sharedMesh == null, Is.True);
            Assert.That(_theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_mask_whose_shader_the_build_lacks_says_so()
        {
            string told = "";
            _theatre.Character.Failed += why => told = why;
            Shader.Families.Remove("Mien/");
            _theatre.Rig.Head.gameObject.AddComponent<MienFaceMask>();
            Shader.Families.Add("Mien/");
            Assert.That(told, Does.Contain("Mien/Portrait is not in the build").And.Contain("Always Included Shaders"));
            Assert.That(_theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_mask_on_too_few_landmarks_says_so()
        {
            string told = "";
            _theatre.Character.Failed += why => told = why;
            Show();
            MienFaceMask mask = _theatre.Rig.Head.gameObject.AddComponent<MienFaceMask>();
            mask.Landmarks = ScriptableObject.CreateInstance<MienLandmarks>();
            _theatre.Frame();
            Assert.That(told, Does.Contain("at least eyes, nose, mouth and chin, got 0 places"));
        }

        [Test]
        public void A_head_that_wears_the_face_is_left_as_it_was()
        {
            Mesh own = _theatre.Rig.Face.sharedMesh;
            var skin = new Material(Shader.Find("Standard")) { name = "skin" };
            _theatre.Rig.Face.sharedMaterial = skin;
            Show();
            MienFaceWearer wearer = _theatre.Rig.Face.gameObject.AddComponent<MienFaceWearer>();
            wearer.Landmarks = ScriptableObject.CreateInstance<MienLandmarks>();
            float[] positions = FlatFace.Positions();
            foreach (var landmark in FlatFace.Landmarks)
            {
                int at = 3 * landmark.Value;
                wearer.Landmarks.Set(landmark.Key, new Vector3(-positions[at], positions[at + 1], positions[at + 2]));
            }
            _theatre.Frame();
            Assert.That(_theatre.Rig.Face.sharedMaterial.shader.name, Is.EqualTo("Mien/Skin"));
            Assert.That(_theatre.Rig.Face.sharedMesh, Is.Not.SameAs(own));
            wearer.enabled = false;
            Assert.That(_theatre.Rig.Face.sharedMaterial, Is.SameAs(skin));
            Assert.That(_theatre.Rig.Face.sharedMesh, Is.SameAs(own));
            wearer.enabled = true;
            _theatre.Frame();
            Assert.That(_theatre.Rig.Face.sharedMaterial.GetTexture(FaceProperties.FaceTexture), Is.SameAs(_texture.Texture));
            Assert.That(_theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_photo_that_cannot_be_encoded_is_refused_in_words()
        {
            var photo = new PhotoSource { Texture = new Texture2D(2, 2, TextureFormat.RGB24, false, false) { name = "me" } };
            var error = Assert.Throws<MienException>(() => photo.ToBytes())!;
            Assert.That(error.Message, Does.Contain("me cannot be encoded").And.Contain("Compression"));
        }

        /// <summary>Sends a picture, and waits for it.</summary>
        private void Show()
        {
            _wire.SendPicture(_theatre.Character.HeardNs, new byte[16]);
            _theatre.Frame();
            Assert.That(_texture.Texture != null, Is.True);
        }

        private static MeshRenderer Quad()
        {
            var renderer = new GameObject("quad").AddComponent<MeshRenderer>();
            renderer.sharedMaterial = new Material(Shader.Find("Mien/Portrait"));
            return renderer;
        }

        private static MaterialPropertyBlock Block(Renderer renderer)
        {
            var block = new MaterialPropertyBlock();
            renderer.GetPropertyBlock(block);
            return block;
        }

        private static Texture Shown(Renderer renderer, int property)
        {
            return Block(renderer).GetTexture(property);
        }
    }
}
