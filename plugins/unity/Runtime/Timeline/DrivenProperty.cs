#nullable enable
using System;
using UnityEngine;

namespace Mien.Timeline
{
    /// <summary>Something of an object that a preview changes, by the name that the serializer has for it.</summary>
    internal readonly struct DrivenProperty
    {
        internal DrivenProperty(Type type, GameObject owner, string name)
        {
            Type = type;
            Owner = owner;
            Name = name;
        }

        internal Type Type { get; }

        internal GameObject Owner { get; }

        internal string Name { get; }
    }
}
