#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Mien.Bench
{
    /// <summary>Durations, and what is told of them.</summary>
    internal sealed class Figures
    {
        private readonly List<double> _values = new List<double>();

        internal void Add(double value)
        {
            _values.Add(value);
        }

        /// <summary>Median, 99th percentile and largest, as JSON.</summary>
        public override string ToString()
        {
            _values.Sort();
            return "{\"count\": " + _values.Count + ", \"median\": " + At(0.5) + ", \"p99\": " + At(0.99) + ", \"most\": " + At(1) + "}";
        }

        private string At(double share)
        {
            double value = _values.Count == 0 ? double.NaN : _values[(int)Math.Round(share * (_values.Count - 1))];
            return value.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
