namespace UnityEngine
{
    public class AnimationCurve
    {
        public AnimationCurve(params Keyframe[] keys)
        {
            this.keys = keys;
        }

        public Keyframe[] keys { get; }

        // Cubic Hermite between two keys, as the engine has it; outside of them it stays.
        public float Evaluate(float time)
        {
            if (time <= keys[0].time)
            {
                return keys[0].value;
            }
            int at = System.Array.FindIndex(keys, key => key.time >= time);
            if (at < 0)
            {
                return keys[keys.Length - 1].value;
            }
            Keyframe from = keys[at - 1];
            Keyframe to = keys[at];
            float length = to.time - from.time;
            float t = (time - from.time) / length;
            float square = t * t;
            float cube = square * t;
            return (((2 * cube) - (3 * square) + 1) * from.value)
                + ((cube - (2 * square) + t) * length * from.outTangent)
                + (((3 * square) - (2 * cube)) * to.value)
                + ((cube - square) * length * to.inTangent);
        }
    }
}
