#nullable enable

namespace AsyncIO
{
    /// <summary>As NetMQ's library of that name has it.</summary>
    public static class ForceDotNet
    {
        public static void Force()
        {
        }
    }
}
