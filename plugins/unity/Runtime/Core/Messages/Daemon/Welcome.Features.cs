#nullable enable
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    public sealed partial class Welcome
    {
        /// <summary>True if the daemon has a feature, such as <c>say</c>, <c>face</c> or <c>bake</c>.</summary>
        public bool Offers(string feature)
        {
            foreach (string offered in Features)
            {
                if (offered == feature)
                {
                    return true;
                }
            }
            return false;
        }

        private static Limits ReadLimits(in HeaderMap map)
        {
            Dictionary<string, long> limits = map.Integers("limits");
            long? audioSamples = limits.TryGetValue("audio_samples", out long samples) ? samples : (long?)null;
            long? textChars = limits.TryGetValue("text_chars", out long chars) ? chars : (long?)null;
            return Limits.OfDaemon(audioSamples, textChars);
        }
    }
}
