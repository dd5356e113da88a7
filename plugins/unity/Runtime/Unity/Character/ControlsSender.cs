#nullable enable
using Mien.Core.Client;

namespace Mien
{
    /// <summary>Tells a session of controls that have changed; not more often than anybody would see.</summary>
    internal sealed class ControlsSender
    {
        private const long EveryNs = 50_000_000;

        private readonly MienControls _sent = new MienControls();
        private long _sentNs;

        /// <summary>A session has begun, with these controls.</summary>
        internal void Begin(MienControls controls)
        {
            _sent.CopyFrom(controls);
        }

        /// <summary>Sends what has changed, if it is time.</summary>
        internal void Send(MienSession? session, MienControls controls, long nowNs)
        {
            if (session is null || controls.Equal(_sent) || nowNs - _sentNs < EveryNs)
            {
                return;
            }
            _sentNs = nowNs;
            _sent.CopyFrom(controls);
            session.SetControls(controls.ToWire());
        }
    }
}
