#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    public readonly partial struct Say
    {
        /// <summary>The same in another session.</summary>
        internal Say In(SessionName session)
        {
            return new Say(Id, session, Text, Voice, Tags);
        }
    }
}
