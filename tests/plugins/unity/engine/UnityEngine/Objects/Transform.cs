using System.Collections.Generic;

namespace UnityEngine
{
    public class Transform : Component
    {
        private readonly List<Transform> _children = new List<Transform>();
        private Transform _parent;

        protected Transform()
        {
        }

        internal static Transform Make()
        {
            return new Transform();
        }

        public Vector3 localPosition { get; set; } = Vector3.zero;

        public Quaternion localRotation { get; set; } = Quaternion.identity;

        public Vector3 localScale { get; set; } = Vector3.one;

        public int childCount => _children.Count;

        public Transform parent
        {
            get => _parent;
            set => SetParent(value, true);
        }

        public Transform root => _parent == null ? this : _parent.root;

        public Vector3 lossyScale =>
            _parent == null ? localScale : Vector3.Scale(_parent.lossyScale, localScale);

        public Quaternion rotation
        {
            get => _parent == null ? localRotation : _parent.rotation * localRotation;
            set => localRotation = _parent == null ? value : Quaternion.Inverse(_parent.rotation) * value;
        }

        public Vector3 position
        {
            get => _parent == null ? localPosition : _parent.TransformPoint(localPosition);
            set => localPosition = _parent == null ? value : _parent.InverseTransformPoint(value);
        }

        public Vector3 forward => rotation * Vector3.forward;

        public void SetParent(Transform parent, bool worldPositionStays)
        {
            Vector3 place = position;
            Quaternion turn = rotation;
            if (_parent is Transform former)
            {
                former._children.Remove(this);
            }
            _parent = parent;
            if (parent is Transform next)
            {
                next._children.Add(this);
            }
            if (worldPositionStays)
            {
                position = place;
                rotation = turn;
            }
            gameObject.TellActivity();
        }

        public Transform GetChild(int index)
        {
            return _children[index];
        }

        public Vector3 TransformPoint(Vector3 position)
        {
            return this.position + (rotation * Vector3.Scale(lossyScale, position));
        }

        public Vector3 InverseTransformPoint(Vector3 position)
        {
            Vector3 local = Quaternion.Inverse(rotation) * (position - this.position);
            Vector3 scale = lossyScale;
            return new Vector3(local.x / scale.x, local.y / scale.y, local.z / scale.z);
        }

        public Transform Find(string n)
        {
            return _children.Find(child => child.gameObject.name == n);
        }
    }
}
