#nullable enable
using System;
using UnityEngine;
using UnityEngine.Playables;
using UnityEngine.Timeline;

namespace Mien.Timeline
{
    /// <summary>A take on a timeline.</summary>
    [Serializable]
    public sealed class MienClip : PlayableAsset, ITimelineClipAsset
    {
        [SerializeField]
        private MienTake? _take;

        /// <summary>Sound to play.</summary>
        public MienTake? Take
        {
            get => _take;
            set => _take = value;
        }

        /// <inheritdoc/>
        public ClipCaps clipCaps => ClipCaps.Blending | ClipCaps.ClipIn | ClipCaps.SpeedMultiplier;

        /// <summary>Duration, seconds: by it a new clip has its length.</summary>
        public override double duration => _take != null && _take.Count > 0 ? _take.Duration : base.duration;

        /// <inheritdoc/>
        public override Playable CreatePlayable(PlayableGraph graph, GameObject owner)
        {
            ScriptPlayable<MienBehaviour> playable = ScriptPlayable<MienBehaviour>.Create(graph);
            playable.GetBehaviour().Take = _take;
            return playable;
        }
    }
}
