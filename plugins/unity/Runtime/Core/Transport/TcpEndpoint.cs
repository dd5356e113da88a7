#nullable enable
using System;
using System.Globalization;

namespace Mien.Core.Transport
{
    /// <summary>Host and port of an endpoint as <c>tcp://127.0.0.1:5570</c> or <c>tcp://[::1]:5570</c>.</summary>
    public readonly struct TcpEndpoint
    {
        private const string Scheme = "tcp://";

        private TcpEndpoint(string host, int port)
        {
            Host = host;
            Port = port;
        }

        /// <summary>Name or address, of IPv6 without brackets.</summary>
        public string Host { get; }

        /// <summary>1..65535.</summary>
        public int Port { get; }

        /// <summary>Reads an endpoint.</summary>
        /// <exception cref="TransportException">It is none.</exception>
        public static TcpEndpoint Parse(string text)
        {
            int colon = text.LastIndexOf(':');
            bool isTcp = text.StartsWith(Scheme, StringComparison.Ordinal) && colon > Scheme.Length;
            string host = isTcp ? text.Substring(Scheme.Length, colon - Scheme.Length) : "";
            bool isIpv6 = host.StartsWith("[", StringComparison.Ordinal) && host.EndsWith("]", StringComparison.Ordinal);
            host = isIpv6 ? host.Substring(1, host.Length - 2) : host;
            bool hasPort = int.TryParse(
                text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
            if (host.Length == 0 || !hasPort || port < 1 || port > 65_535)
            {
                throw new TransportException("expected an endpoint as tcp://127.0.0.1:5570, got \"" + text + "\"");
            }
            return new TcpEndpoint(host, port);
        }
    }
}
