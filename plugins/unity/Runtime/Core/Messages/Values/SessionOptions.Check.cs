#nullable enable

namespace Mien.Core.Messages
{
    public sealed partial class SessionOptions
    {
        /// <summary>Checks that there is one photo at most, and one where pictures are asked for.</summary>
        partial void CheckFields()
        {
            if (Avatar != null && AvatarSha256 != null)
            {
                throw Check.Wrong("avatar", "a photo or the SHA-256 of one", "both");
            }
            if (Face != null && Avatar is null && AvatarSha256 is null)
            {
                throw Check.Wrong("avatar", "a photo, where pictures are asked for", "none");
            }
        }
    }
}
