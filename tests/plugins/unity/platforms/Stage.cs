#nullable enable
using System;
using System.Collections.Generic;
using UnityEngine;

namespace Mien.Platforms
{
    /// <summary>A character without a daemon, and what it tells.</summary>
    internal sealed class Stage : IDisposable
    {
        private readonly GameObject _root = new GameObject("Character");

        internal Stage()
        {
            Debug.Logged.Clear();
            Debug.Told.Clear();
            _root.AddComponent<MienCharacter>().Failed += Told.Add;
        }

        internal List<string> Told { get; } = new List<string>();

        internal T Add<T>()
            where T : Component
        {
            return _root.AddComponent<T>();
        }

        public void Dispose()
        {
            HeadlessLoop.Quit();
        }
    }
}
