#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using Mien.Core.Client;
using Mien.Core.Transport;
using UnityEngine;

namespace Mien
{
    /// <summary>One client for each daemon, however many components want it; it ends with the last of them.</summary>
    internal static class SharedClients
    {
        private static readonly Dictionary<string, Share> Shares = new Dictionary<string, Share>();

        /// <summary>Makes the options of a client, given the path of a connection file.</summary>
        internal static Func<string, ClientOptions> MakeOptions { get; set; } = OptionsOf;

        /// <summary>The way to sockets; null for the package's own.</summary>
        internal static ITransport? Transport { get; set; }

        /// <summary>A client of the daemon that writes a connection file; to be released as often as it is acquired.</summary>
        internal static MienClient Acquire(string connectionFile)
        {
            string key = Path.GetFullPath(connectionFile);
            if (!Shares.TryGetValue(key, out Share? share))
            {
                share = new Share(new MienClient(MakeOptions(key)));
                Shares.Add(key, share);
                share.Client.Connect();
            }
            share.Users++;
            return share.Client;
        }

        /// <summary>Gives a client back.</summary>
        internal static void Release(MienClient client)
        {
            foreach (KeyValuePair<string, Share> each in Shares)
            {
                if (each.Value.Client == client)
                {
                    if (--each.Value.Users == 0)
                    {
                        Shares.Remove(each.Key);
                        client.Dispose();
                    }
                    return;
                }
            }
        }

        /// <summary>Ends all clients: no thread may outlive the code that it runs.</summary>
        internal static void DisposeAll()
        {
            foreach (Share share in Shares.Values)
            {
                share.Client.Dispose();
            }
            Shares.Clear();
        }

        /// <summary>Without a domain reload, statics are still those of the last time that somebody pressed Play.</summary>
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        private static void Begin()
        {
            DisposeAll();
            Application.quitting -= DisposeAll;
            Application.quitting += DisposeAll;
        }

        private static ClientOptions OptionsOf(string connectionFile)
        {
            var options = new ClientOptions { ConnectionFile = connectionFile };
            if (Transport != null)
            {
                options.Transport = Transport;
            }
            return options;
        }

        private sealed class Share
        {
            internal Share(MienClient client)
            {
                Client = client;
            }

            internal MienClient Client { get; }

            internal int Users { get; set; }
        }
    }
}
