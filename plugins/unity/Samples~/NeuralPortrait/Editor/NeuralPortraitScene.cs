#nullable enable
using Mien.Editing;
using UnityEditor;

namespace Mien.Samples
{
    /// <summary>Builds a portrait that speaks: <c>Window &gt; Mien &gt; Samples</c>.</summary>
    public static class NeuralPortraitScene
    {
        /// <summary>Makes the portrait in the open scene; its photo is to be named then.</summary>
        [MenuItem("Window/Mien/Samples/Neural Portrait")]
        public static void Build()
        {
            CreateMenu.SpeakingPortrait();
            Selection.activeGameObject.AddComponent<PortraitDialogue>();
        }
    }
}
