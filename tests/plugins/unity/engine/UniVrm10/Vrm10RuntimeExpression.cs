using System.Collections.Generic;
using System.Linq;

namespace UniVRM10
{
    public sealed class Vrm10RuntimeExpression
    {
        private readonly Dictionary<ExpressionKey, float> _weights;

        // What an avatar has is made up here.
        internal Vrm10RuntimeExpression()
        {
            _weights = Names.ToDictionary(name => new ExpressionKey(name), _ => 0f);
        }

        // Not UniVRM's: the expressions that the next avatar has.
        public static string[] Names { get; set; } = { "aa", "ih", "ou", "ee", "oh", "blinkLeft", "blinkRight", "happy" };

        public IReadOnlyList<ExpressionKey> ExpressionKeys => _weights.Keys.ToList();

        public void SetWeight(ExpressionKey expressionKey, float weight)
        {
            if (_weights.ContainsKey(expressionKey))
            {
                _weights[expressionKey] = weight;
            }
        }

        public float GetWeight(ExpressionKey expressionKey)
        {
            return _weights.TryGetValue(expressionKey, out float weight) ? weight : 0;
        }
    }
}
