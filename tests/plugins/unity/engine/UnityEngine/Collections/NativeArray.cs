using System;

namespace Unity.Collections
{
    // Over memory of a managed array here.
    public struct NativeArray<T>
        where T : struct
    {
        private readonly T[] _items;

        public NativeArray(T[] array, Allocator allocator)
        {
            _items = (T[])array.Clone();
        }

        internal NativeArray(T[] items)
        {
            _items = items;
        }

        public int Length => _items.Length;

        public T this[int index]
        {
            get => _items[index];
            set => _items[index] = value;
        }

        public Span<T> AsSpan()
        {
            return _items;
        }

        public ReadOnlySpan<T> AsReadOnlySpan()
        {
            return _items;
        }

        public void Dispose()
        {
        }
    }
}
