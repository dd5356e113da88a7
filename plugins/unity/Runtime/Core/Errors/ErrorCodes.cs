#nullable enable

namespace Mien.Core
{
    /// <summary>The codes of the protocol's <c>error</c> message, and two of this client's own.</summary>
    public static class ErrorCodes
    {
        /// <summary>A message that cannot be read, or exceeds a limit.</summary>
        public const string Malformed = "malformed";

        /// <summary>A message or a feature that the daemon does not know.</summary>
        public const string Unsupported = "unsupported";

        /// <summary>Nothing is answered before <c>hello</c>.</summary>
        public const string HelloFirst = "hello_first";

        /// <summary>Client and daemon speak different major versions.</summary>
        public const string Version = "version";

        /// <summary>The token is not the daemon's.</summary>
        public const string Token = "token";

        /// <summary>There is no such session.</summary>
        public const string NoSession = "no_session";

        /// <summary>The daemon has as many sessions as it takes.</summary>
        public const string TooManySessions = "too_many_sessions";

        /// <summary>Audio came out of order.</summary>
        public const string AudioGap = "audio_gap";

        /// <summary>More audio came than was granted.</summary>
        public const string AudioCredit = "audio_credit";

        /// <summary>The photo cannot be used.</summary>
        public const string Avatar = "avatar";

        /// <summary>The text cannot be spoken.</summary>
        public const string Tts = "tts";

        /// <summary>A defect of the daemon.</summary>
        public const string Internal = "internal";

        /// <summary>Of this client: the connection broke before the answer came.</summary>
        public const string Disconnected = "disconnected";

        /// <summary>Of this client: the session was closed or interrupted before the answer came.</summary>
        public const string Abandoned = "abandoned";
    }
}
