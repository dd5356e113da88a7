#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Topics to subscribe to.</summary>
    public sealed class Topics
    {
        internal Topics(in HeaderMap map)
        {
            Motion = map.Text("motion");
            Face = map.TextOrNull("face");
            Audio = map.TextOrNull("audio");
        }

        /// <summary>Topic of the motion.</summary>
        public string Motion { get; }

        /// <summary>Topic of the pictures, or null.</summary>
        public string? Face { get; }

        /// <summary>Topic of the echoed audio, on the motion socket, or null.</summary>
        public string? Audio { get; }
    }
}
