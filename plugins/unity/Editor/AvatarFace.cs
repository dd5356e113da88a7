#nullable enable
using System;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>
    /// An avatar whose own component sets its shapes each frame, as UniVRM's do, and the face that speaks to that component:
    /// a <see cref="MienFace"/> would be overruled.
    /// </summary>
    internal sealed class AvatarFace
    {
        private AvatarFace(Component avatar, Type face)
        {
            Avatar = avatar;
            Face = face;
        }

        /// <summary>Receiver of the shapes' weights.</summary>
        internal Component Avatar { get; }

        /// <summary>The kind of <see cref="MienExpressionFace"/> that it takes weights from; it goes onto the same object.</summary>
        internal Type Face { get; }

        /// <summary>Finds the avatar of a character: on its object, below it or above it; null where its shapes are free.</summary>
        internal static AvatarFace? Find(GameObject character)
        {
            // Those that are compiled, as their packages are there.
            foreach (Type face in TypeCache.GetTypesDerivedFrom<MienExpressionFace>())
            {
                foreach (RequireComponent required in face.GetCustomAttributes(typeof(RequireComponent), false))
                {
                    Component avatar = character.GetComponentInChildren(required.m_Type0, true);
                    avatar = avatar != null ? avatar : character.GetComponentInParent(required.m_Type0, true);
                    if (avatar != null)
                    {
                        return new AvatarFace(avatar, face);
                    }
                }
            }
            return null;
        }
    }
}
