using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace UnityEditor
{
    public static class TypeCache
    {
        public static TypeCollection GetTypesDerivedFrom<T>()
        {
            return new TypeCollection(
                from assembly in AppDomain.CurrentDomain.GetAssemblies()
                from type in assembly.GetTypes()
                where type.IsSubclassOf(typeof(T))
                select type);
        }

        public struct TypeCollection : IEnumerable<Type>
        {
            private readonly List<Type> _types;

            internal TypeCollection(IEnumerable<Type> types)
            {
                _types = types.ToList();
            }

            IEnumerator<Type> IEnumerable<Type>.GetEnumerator()
            {
                return _types.GetEnumerator();
            }

            IEnumerator IEnumerable.GetEnumerator()
            {
                return _types.GetEnumerator();
            }
        }
    }
}
