#nullable enable
using System;
using System.Text;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Transport;
using Mien.Core.Wire;

namespace Mien.Core.Streams
{
    /// <summary>Routes of the streams' messages. Any thread adds and removes topics; messages come on one.</summary>
    internal sealed class StreamRouter
    {
        private readonly object _gate = new object();
        private readonly SocketKind _socket;
        private Route[] _routes = Array.Empty<Route>();

        /// <summary>A router of the messages of a socket.</summary>
        internal StreamRouter(SocketKind socket)
        {
            _socket = socket;
        }

        /// <summary>True if anything is subscribed to.</summary>
        internal bool IsEmpty => Routes.Length == 0;

        private Route[] Routes
        {
            get
            {
                lock (_gate)
                {
                    return _routes;
                }
            }
        }

        /// <summary>Sends the messages of a topic to an inbox from now on.</summary>
        /// <exception cref="ProtocolException"><c>malformed</c>: there is no such topic.</exception>
        internal void Add(string topic, IStreamInbox inbox)
        {
            byte[] ascii = Encoding.ASCII.GetBytes(topic);
            var route = new Route(topic, ascii, Topic.Parse(ascii), inbox);
            lock (_gate)
            {
                var routes = new Route[_routes.Length + 1];
                _routes.CopyTo(routes, 0);
                routes[_routes.Length] = route;
                _routes = routes;
            }
        }

        /// <summary>Sends no more to an inbox; whether another one still wants the topic.</summary>
        internal bool Remove(string topic, IStreamInbox inbox)
        {
            lock (_gate)
            {
                _routes = Array.FindAll(_routes, route => route.Name != topic || route.Inbox != inbox);
                return Array.Exists(_routes, route => route.Name == topic);
            }
        }

        /// <summary>All topics, each once.</summary>
        internal string[] Topics()
        {
            Route[] routes = Routes;
            Route[] first = Array.FindAll(
                routes, route => Array.FindIndex(routes, each => each.Name == route.Name) == Array.IndexOf(routes, route));
            return Array.ConvertAll(first, route => route.Name);
        }

        /// <summary>Takes a message.</summary>
        /// <exception cref="ProtocolException"><c>malformed</c>: it cannot be read.</exception>
        internal void Take(WireMessage message)
        {
            if (message.Count < 2)
            {
                throw ProtocolException.Malformed("stream", "a topic and a header", message.Count + " parts");
            }
            bool isWanted = false;
            foreach (Route route in Routes)
            {
                if (message[0].SequenceEqual(route.Ascii))
                {
                    Take(message, route);
                    isWanted = true;
                }
            }
            if (!isWanted)
            {
                // Of a stream that was just given up, and whose last messages are still on their way; or of none at all.
                CheckStranger(Topic.Parse(message[0]));
            }
        }

        private void CheckStranger(in Topic topic)
        {
            if ((topic.Kind == StreamKind.Face) != (_socket == SocketKind.Face))
            {
                throw new ProtocolException(ErrorCodes.Unsupported, "a stream came on a socket where it does not belong");
            }
        }

        private static void Take(WireMessage message, Route route)
        {
            ReadOnlySpan<byte> header = message[1];
            if (new MessagePackReader(header).NextType == MessagePackType.Map)
            {
                TakeDescription(message, route);
                return;
            }
            if (message.Count != 3)
            {
                throw ProtocolException.Malformed("frame", "a payload", "none");
            }
            HeaderCheck.Run(header, Limits.Default);
            route.Inbox.TakeFrame(FrameHeader.Read(header, route.Topic.Kind), message[2]);
        }

        private static void TakeDescription(WireMessage message, Route route)
        {
            MessageType type = MessageTypes.Read(message[1], out HeaderMap map);
            if (type != MessageType.StreamHeader && type != MessageType.Keepalive)
            {
                return;
            }
            if (message.Count != 2)
            {
                throw ProtocolException.Malformed("stream", "no payload", "one");
            }
            if (map.Session() != route.Topic.Session)
            {
                throw map.Wrong("session", "that of the topic", map.Session().ToString());
            }
            if (type == MessageType.StreamHeader)
            {
                route.Inbox.TakeHeader(map);
            }
            else
            {
                route.Inbox.TakeKeepalive(new Keepalive(map));
            }
        }

        private sealed class Route
        {
            internal readonly string Name;
            internal readonly byte[] Ascii;
            internal readonly Topic Topic;
            internal readonly IStreamInbox Inbox;

            internal Route(string name, byte[] ascii, Topic topic, IStreamInbox inbox)
            {
                Name = name;
                Ascii = ascii;
                Topic = topic;
                Inbox = inbox;
            }
        }
    }
}
