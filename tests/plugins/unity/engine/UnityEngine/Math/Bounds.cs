namespace UnityEngine
{
    public struct Bounds
    {
        public Bounds(Vector3 center, Vector3 size)
        {
            min = center - (size * 0.5f);
            max = center + (size * 0.5f);
        }

        public Vector3 min { get; private set; }

        public Vector3 max { get; private set; }

        public Vector3 size => max - min;

        public Vector3 center => (min + max) * 0.5f;

        public void Encapsulate(Vector3 point)
        {
            min = Vector3.Min(min, point);
            max = Vector3.Max(max, point);
        }

        public void Expand(float amount)
        {
            Vector3 more = Vector3.one * (amount / 2);
            min -= more;
            max += more;
        }

        public bool Contains(Vector3 point)
        {
            return Vector3.Min(min, point).Equals(min) && Vector3.Max(max, point).Equals(max);
        }
    }
}
