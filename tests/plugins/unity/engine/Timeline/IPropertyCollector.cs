using System;

namespace UnityEngine.Timeline
{
    public interface IPropertyCollector
    {
        void AddFromName(Type type, GameObject obj, string name);
    }
}
