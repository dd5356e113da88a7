#nullable enable
using Mien.Core;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// A shader that a component needs. The component refers to it, so that it is in those builds alone in which somebody
    /// needs it; one that a script adds finds it by its name, if the build has it.
    /// </summary>
    internal static class NamedShader
    {
        internal const string Portrait = "Mien/Portrait";
        internal const string Skin = "Mien/Skin";

        /// <summary>The shader that a component refers to, or the one of that name.</summary>
        /// <exception cref="MienException">It is not there.</exception>
        internal static Shader Require(Shader? known, string name)
        {
            Shader found = known != null ? known : Shader.Find(name);
            return found != null
                ? found
                : throw new MienException(
                    "the shader " + name + " is not in the build: put the component that needs it into a scene or a prefab, or "
                    + "add the shader to Project Settings > Graphics > Always Included Shaders");
        }
    }
}
