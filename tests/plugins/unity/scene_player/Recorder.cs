#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using Mien.Core.Bake;
using Mien.Core.Rig;
using Mien.Player;
using UnityEngine;

namespace Mien.ScenePlayer
{
    /// <summary>Keeps what is seen and heard in a scene.</summary>
    internal sealed class Recorder
    {
        private const int Channels = 2;

        private readonly Scene _scene;
        private readonly List<string> _frames = new List<string>();
        private readonly List<string> _pictures = new List<string>();
        private readonly MemoryStream _sound = new MemoryStream();
        private readonly float[] _weights = new float[Expression.Count];
        private int _uploads;

        internal Recorder(Scene scene)
        {
            _scene = scene;
            HeadlessAudio.Heard += (_, block) => Hear(block);
        }

        /// <summary>Looks at the scene after a frame.</summary>
        internal void Take()
        {
            Quaternion head = _scene.Head.localRotation;
            for (int at = 0; at < _weights.Length; at++)
            {
                _weights[at] = _scene.Skin.GetBlendShapeWeight(at);
            }
            _frames.Add(new JsonLine()
                .With("heard_ns", _scene.Character.HeardNs)
                .With("epoch", _scene.Character.Session is null ? -1 : _scene.Character.Session.Motion.Epoch)
                .With("speaking", _scene.Character.IsSpeaking)
                .With("weights", MemoryMarshal.AsBytes<float>(_weights))
                .With("head", MemoryMarshal.AsBytes<float>(new[] { head.w, head.x, head.y, head.z }))
                .ToString());
            if (_scene.Texture != null && _scene.Texture.Texture != null)
            {
                TakePicture(_scene.Texture);
            }
        }

        /// <summary>All that was kept, and forgets it.</summary>
        internal JsonLine Told()
        {
            JsonLine told = new JsonLine()
                .Raw("frames", "[" + string.Join(", ", _frames) + "]")
                .Raw("pictures", "[" + string.Join(", ", _pictures) + "]")
                .With("sound", _sound.ToArray());
            _frames.Clear();
            _pictures.Clear();
            _sound.SetLength(0);
            return told;
        }

        private void TakePicture(MienFaceTexture texture)
        {
            Texture2D shown = texture.Texture!;
            if (shown.Uploads == _uploads && shown.Decoded is null)
            {
                return;
            }
            _uploads = shown.Uploads;
            _pictures.Add(new JsonLine()
                .With("time_ns", texture.ShownNs)
                .With("heard_ns", _scene.Character.HeardNs)
                .With("width", shown.width)
                .With("height", shown.height)
                .With("crc32", Crc32.Of(shown.Shown, 0))
                .With("jpeg_crc32", shown.Decoded is null ? 0 : Crc32.Of(Unfilled(shown.Decoded), 0))
                .With("alpha_crc32", texture.AlphaTexture == null ? 0 : Crc32.Of(texture.AlphaTexture.Shown, 0))
                .ToString());
        }

        /// <summary>A JPEG without the bytes that may stand before its last marker.</summary>
        private static byte[] Unfilled(byte[] jpeg)
        {
            int body = jpeg.Length - 1;
            while (jpeg[body - 1] == 0xff)
            {
                body--;
            }
            var file = new byte[body + 2];
            Buffer.BlockCopy(jpeg, 0, file, 0, body + 1);
            file[body + 1] = jpeg[jpeg.Length - 1];
            return file;
        }

        private void Hear(float[] block)
        {
            for (int at = 0; at < block.Length; at += Channels)
            {
                short sample = (short)Math.Round(block[at] * 32_768);
                _sound.WriteByte((byte)sample);
                _sound.WriteByte((byte)(sample >> 8));
            }
        }
    }
}
