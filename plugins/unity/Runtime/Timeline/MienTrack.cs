#nullable enable
using UnityEngine;
using UnityEngine.Playables;
using UnityEngine.Timeline;

namespace Mien.Timeline
{
    /// <summary>A track of takes that move a face. What its clips leave of the weight is the face's own motion at rest.</summary>
    [TrackColor(0.85f, 0.45f, 0.35f)]
    [TrackBindingType(typeof(MienFace))]
    [TrackClipType(typeof(MienClip))]
    public sealed class MienTrack : TrackAsset
    {
        /// <inheritdoc/>
        public override Playable CreateTrackMixer(PlayableGraph graph, GameObject go, int inputCount)
        {
            return ScriptPlayable<MienMixer>.Create(graph, inputCount);
        }

        /// <summary>Tells what of a face a preview changes, so that the editor puts it back and saves none of it.</summary>
        public override void GatherProperties(PlayableDirector director, IPropertyCollector driver)
        {
            base.GatherProperties(director, driver);
            if (!(director.GetGenericBinding(this) is MienFace face) || face == null)
            {
                return;
            }
            foreach (SkinnedMeshRenderer renderer in face.Renderers)
            {
                GatherShapes(renderer, driver);
            }
            Transform?[] bones =
            {
                face.HeadBones.Head, face.HeadBones.Neck, face.Eyes.Left, face.Eyes.Right, face.Jaw.Jaw,
            };
            foreach (Transform? bone in bones)
            {
                if (bone != null)
                {
                    driver.AddFromName<Transform>(bone.gameObject, "m_LocalRotation");
                    driver.AddFromName<Transform>(bone.gameObject, "m_LocalPosition");
                }
            }
        }

        private static void GatherShapes(SkinnedMeshRenderer renderer, IPropertyCollector driver)
        {
            Mesh mesh = renderer.sharedMesh;
            for (int shape = 0; mesh != null && shape < mesh.blendShapeCount; shape++)
            {
                string name = "blendShape." + mesh.GetBlendShapeName(shape);
                driver.AddFromName<SkinnedMeshRenderer>(renderer.gameObject, name);
            }
        }
    }
}
