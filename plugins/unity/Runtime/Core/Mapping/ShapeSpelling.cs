#nullable enable
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace Mien.Core.Mapping
{
    /// <summary>
    /// One name in many spellings: <c>eyeBlinkLeft</c>, <c>EyeBlink_L</c>, <c>eye_blink_left</c>,
    /// <c>Face.M_F00_eyeBlinkLeft</c>.
    /// </summary>
    public static class ShapeSpelling
    {
        private static readonly Regex Word = new Regex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.CultureInvariant);

        /// <summary>A name without its spelling: lower case, nothing between the words, the side in full and at the end.</summary>
        public static string Of(string name)
        {
            return Joined(Words(name), 0);
        }

        /// <summary>
        /// The spellings of a name, and of what is left of it without its first words, the longest first: tools put
        /// something before a name, as <c>Face.M_F00_</c>, <c>blendShape1.</c> or <c>A2F_</c>.
        /// </summary>
        public static IReadOnlyList<string> Endings(string name)
        {
            List<string> words = Words(name);
            var endings = new List<string>();
            for (int start = 0; start < words.Count; start++)
            {
                endings.Add(Joined(words, start));
            }
            return endings;
        }

        private static List<string> Words(string name)
        {
            var words = new List<string>();
            foreach (Match? word in Word.Matches(name))
            {
                words.Add(word!.Value.ToLowerInvariant());
            }
            return words;
        }

        private static string Joined(List<string> words, int start)
        {
            int end = words.Count;
            string? side = null;
            if (end - start > 1)
            {
                side = Side(words[end - 1]);
                end -= side is null ? 0 : 1;
                if (side is null)
                {
                    side = Side(words[start]);
                    start += side is null ? 0 : 1;
                }
            }
            var joined = new StringBuilder();
            for (int at = start; at < end; at++)
            {
                joined.Append(words[at]);
            }
            return joined.Append(side).ToString();
        }

        private static string? Side(string word)
        {
            return word == "l" || word == "left" ? "left" : word == "r" || word == "right" ? "right" : null;
        }
    }
}
