#nullable enable
using System;
using Mien.Core.Motion;
using UnityEngine.Playables;

namespace Mien.Timeline
{
    /// <summary>Mixes the takes of a track by their weights, and shows the face that comes of it.</summary>
    public sealed class MienMixer : PlayableBehaviour
    {
        private readonly MotionFrame _before = new MotionFrame();
        private readonly MotionFrame _after = new MotionFrame();
        private readonly MotionFrame _sampled = new MotionFrame();
        private readonly MotionFrame _sum = new MotionFrame();
        private readonly MotionFrame _rest = new MotionFrame();
        private readonly MotionFrame _kept = new MotionFrame();
        private MienFace? _face;

        /// <inheritdoc/>
        public override void ProcessFrame(Playable playable, FrameData info, object playerData)
        {
            var face = playerData as MienFace;
            if (face == null)
            {
                return;
            }
            _face = face;
            float weight = Mix(playable);
            // Between clips the face has its own life again.
            face.IsOverridden = weight > 0;
            if (weight > 0)
            {
                face.Apply(_sum);
            }
        }

        /// <inheritdoc/>
        public override void OnPlayableDestroy(Playable playable)
        {
            if (_face != null)
            {
                _face.IsOverridden = false;
            }
        }

        /// <summary>Sums up what plays; its whole weight. What is missing to 1 is a face at rest.</summary>
        private float Mix(Playable playable)
        {
            float whole = 0;
            for (int input = 0; input < playable.GetInputCount(); input++)
            {
                float weight = playable.GetInputWeight(input);
                var clip = (ScriptPlayable<MienBehaviour>)playable.GetInput(input);
                MienTake? take = clip.GetBehaviour().Take;
                if (weight <= 0 || take == null || take.Count == 0)
                {
                    continue;
                }
                take.Sample(clip.GetTime(), _before, _after, _sampled);
                whole += weight;
                Blend(_sampled, weight / whole);
            }
            if (whole > 0 && whole < 1)
            {
                Blend(_rest, 1 - whole);
            }
            return Math.Min(1, whole);
        }

        private void Blend(MotionFrame other, float share)
        {
            _kept.CopyFrom(_sum);
            _sum.Mix(_kept, other, share);
        }
    }
}
