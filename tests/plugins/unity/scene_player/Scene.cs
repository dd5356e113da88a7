#nullable enable
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Mien.Core.Json;
using Mien.Core.Messages;
using Mien.Core.Rig;
using Mien.Player;
using UnityEngine;

namespace Mien.ScenePlayer
{
    /// <summary>A scene with one character, and the time that passes in it.</summary>
    internal sealed class Scene : IDisposable
    {
        private const double FrameS = 1 / 60.0;

        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private double _nowS;

        internal Scene(string connectionFile)
        {
            Root = new GameObject("character");
            Root.SetActive(false);
            Connection = Root.AddComponent<MienConnection>();
            Connection.ConnectionFile = connectionFile;
            Character = Root.AddComponent<MienCharacter>();
            Character.Connection = Connection;
            Skin = AddSkin();
            Head = Child("head");
            Recorder = new Recorder(this);
        }

        internal GameObject Root { get; }

        internal MienConnection Connection { get; }

        internal MienCharacter Character { get; }

        internal MienVoice? Voice { get; private set; }

        internal MienFaceTexture? Texture { get; private set; }

        internal SkinnedMeshRenderer Skin { get; }

        internal Transform Head { get; }

        internal Recorder Recorder { get; }

        internal void AddFace()
        {
            MienFace face = Root.AddComponent<MienFace>();
            face.HeadBones.Head = Head;
        }

        internal void AddVoice()
        {
            Voice = Root.AddComponent<MienVoice>();
        }

        internal void AddTexture(string photo, FaceLayout layout, int size, PictureFormat format)
        {
            Texture = Root.AddComponent<MienFaceTexture>();
            Texture.Photo.Set(File.ReadAllBytes(photo));
            Texture.Layout = layout;
            Texture.Size = size;
            Texture.Format = format;
        }

        /// <summary>Lets a head wear the pictures; tells where in the texture each of its vertices is.</summary>
        internal JsonLine Wear(string verticesPath, string landmarksPath)
        {
            ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(verticesPath));
            var vertices = new Vector3[numbers.Length / 3];
            for (int at = 0; at < vertices.Length; at++)
            {
                vertices[at] = new Vector3(numbers[3 * at], numbers[(3 * at) + 1], numbers[(3 * at) + 2]);
            }
            MienLandmarks landmarks = ScriptableObject.CreateInstance<MienLandmarks>();
            foreach (KeyValuePair<string, JsonValue> place in JsonParser.Parse(File.ReadAllText(landmarksPath)).Members)
            {
                IReadOnlyList<JsonValue> at = place.Value.Items;
                var position = new Vector3((float)at[0].AsNumber(), (float)at[1].AsNumber(), (float)at[2].AsNumber());
                landmarks.Set(place.Key, position);
            }
            SkinnedMeshRenderer head = Child("worn").gameObject.AddComponent<SkinnedMeshRenderer>();
            head.sharedMesh = new Mesh { name = "head", vertices = vertices };
            head.sharedMaterial = new Material(Shader.Find("Standard")) { name = "skin" };
            MienFaceWearer wearer = head.gameObject.AddComponent<MienFaceWearer>();
            wearer.Landmarks = landmarks;
            Frame();
            var places = new List<Vector3>();
            head.sharedMesh.GetUVs(MienFaceWearer.Channel, places);
            var told = new float[3 * places.Count];
            for (int at = 0; at < places.Count; at++)
            {
                told[3 * at] = places[at].x;
                told[(3 * at) + 1] = places[at].y;
                told[(3 * at) + 2] = places[at].z;
            }
            bool isWorn = head.sharedMaterial.GetTexture(FaceProperties.FaceTexture) == Texture!.Texture;
            return new JsonLine()
                .With("uv", MemoryMarshal.AsBytes<float>(told))
                .With("shader", head.sharedMaterial.shader.name)
                .With("worn", isWorn);
        }

        /// <summary>One frame, when it is due: a sixtieth of a second after the last, or later.</summary>
        internal void Frame()
        {
            double dueS = _nowS + FrameS;
            while (_watch.Elapsed.TotalSeconds < dueS)
            {
                Thread.Sleep(1);
            }
            double nowS = _watch.Elapsed.TotalSeconds;
            HeadlessAudio.Advance(nowS);
            HeadlessLoop.Step((float)(nowS - _nowS));
            _nowS = nowS;
            Recorder.Take();
        }

        public void Dispose()
        {
            HeadlessLoop.Quit();
        }

        private SkinnedMeshRenderer AddSkin()
        {
            var mesh = new Mesh
            {
                name = "skin",
                vertices = new[] { Vector3.zero, Vector3.right, Vector3.up },
                triangles = new[] { 0, 1, 2 },
            };
            foreach (string name in Expression.Names)
            {
                mesh.AddBlendShapeFrame("Face.M_" + name, 100, new[] { Vector3.up, Vector3.up, Vector3.up }, new Vector3[3], new Vector3[3]);
            }
            SkinnedMeshRenderer skin = Child("skin").gameObject.AddComponent<SkinnedMeshRenderer>();
            skin.sharedMesh = mesh;
            return skin;
        }

        private Transform Child(string name)
        {
            Transform child = new GameObject(name).transform;
            child.SetParent(Root.transform, false);
            return child;
        }
    }
}
