#nullable enable
using System;
using System.Net.Sockets;
using System.Text;
using Mien.Core.Time;
using Mien.Core.Transport;

namespace Mien.Core.Zmtp
{
    /// <summary>One connection that speaks ZMTP 3.1 (RFC 37), mechanism NULL, after its handshake.</summary>
    internal sealed class ZmtpSocket : IWireSocket
    {
        private const int PingEveryMs = 2_000;
        private const int SilenceMs = 3 * PingEveryMs;
        private const int SliceMs = 100;
        private const int SliceWhileSendingMs = 1;

        private readonly Socket _socket;
        private readonly string _endpoint;
        private readonly FrameParser _parser;
        private readonly Outbox _outbox;
        private readonly bool _knowsCommands;
        private readonly byte[] _ping = Command.Of(Command.Ping, new byte[Command.TtlBytes]);
        private readonly byte[] _pong = Command.Of(Command.Pong, new byte[Command.MostContextBytes]);
        private long _heardMs = NowMs();
        private long _pingedMs = NowMs();

        /// <summary>A connection whose handshake is over.</summary>
        /// <param name="socket">Connected, does not block; disposed of with this.</param>
        /// <param name="endpoint">For errors.</param>
        /// <param name="parser">Has read the handshake, and perhaps more.</param>
        /// <param name="outbox">Of the socket.</param>
        /// <param name="minor">Minor version of ZMTP that the other side speaks.</param>
        internal ZmtpSocket(Socket socket, string endpoint, FrameParser parser, Outbox outbox, int minor)
        {
            _socket = socket;
            _endpoint = endpoint;
            _parser = parser;
            _outbox = outbox;
            _knowsCommands = minor >= 1;
        }

        /// <inheritdoc/>
        public bool Receive(WireMessage message, int timeoutMs)
        {
            long deadlineMs = NowMs() + timeoutMs;
            for (bool isOver = false; ; isOver = NowMs() >= deadlineMs)
            {
                ParserEvent brought = _parser.Next(message);
                if (brought == ParserEvent.Message)
                {
                    return true;
                }
                if (brought == ParserEvent.Command)
                {
                    Obey(_parser.Command);
                }
                if (isOver)
                {
                    // However many commands follow one another.
                    return false;
                }
                if (brought == ParserEvent.NeedsBytes)
                {
                    WaitAndRead(message, deadlineMs);
                }
            }
        }

        /// <inheritdoc/>
        public void Send(ReadOnlySpan<byte> header)
        {
            _outbox.Send(header);
        }

        /// <inheritdoc/>
        public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
        {
            _outbox.Send(header, payload);
        }

        /// <inheritdoc/>
        public void Subscribe(string topic)
        {
            SendSubscription(1, Command.Subscribe, topic);
        }

        /// <inheritdoc/>
        public void Unsubscribe(string topic)
        {
            SendSubscription(0, Command.Cancel, topic);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            _socket.Dispose();
        }

        private static long NowMs()
        {
            return SystemClock.Instance.NowNs / 1_000_000;
        }

        /// <summary>A subscription is a command since 3.1; before, a message with a first byte of its own.</summary>
        private void SendSubscription(byte first, string command, string topic)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(topic);
            if (_knowsCommands)
            {
                _outbox.SendCommand(Command.Of(command, bytes));
                return;
            }
            var message = new byte[1 + bytes.Length];
            message[0] = first;
            bytes.CopyTo(message, 1);
            _outbox.Send(message);
        }

        private void WaitAndRead(WireMessage message, long deadlineMs)
        {
            long nowMs = NowMs();
            StayAlive(nowMs);
            int slice = _outbox.IsWaiting ? SliceWhileSendingMs : SliceMs;
            var waitMs = (int)Math.Max(0, Math.Min(deadlineMs - nowMs, slice));
            if (_socket.Poll(1000 * waitMs, SelectMode.SelectRead))
            {
                Read(message);
            }
        }

        private void Read(WireMessage message)
        {
            ArraySegment<byte> room = _parser.Room(message);
            int count = _socket.Receive(room.Array!, room.Offset, room.Count, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                return;
            }
            if (error != SocketError.Success || count == 0)
            {
                string why = error == SocketError.Success ? "was closed" : "broke: " + error;
                throw new TransportException("the connection to " + _endpoint + " " + why);
            }
            _parser.Filled(message, room, count);
            _heardMs = NowMs();
        }

        private void StayAlive(long nowMs)
        {
            if (_outbox.IsOverfull)
            {
                throw new TransportException(_endpoint + " does not read what is sent to it");
            }
            _outbox.Flush();
            if (!_knowsCommands)
            {
                return;
            }
            if (nowMs - _heardMs > SilenceMs)
            {
                throw new TransportException(_endpoint + " was silent for " + (SilenceMs / 1000) + " s");
            }
            if (nowMs - Math.Max(_heardMs, _pingedMs) > PingEveryMs)
            {
                _pingedMs = nowMs;
                _outbox.SendCommand(_ping);
            }
        }

        private void Obey(ReadOnlySpan<byte> command)
        {
            if (Command.Is(command, Command.Ping))
            {
                ReadOnlySpan<byte> body = Command.Body(command, Command.Ping);
                ReadOnlySpan<byte> context = body.Slice(Math.Min(body.Length, Command.TtlBytes));
                int length = Math.Min(context.Length, Command.MostContextBytes);
                int nameLength = 1 + Command.Pong.Length;
                context.Slice(0, length).CopyTo(new Span<byte>(_pong, nameLength, length));
                _outbox.SendCommand(new ReadOnlySpan<byte>(_pong, 0, nameLength + length));
            }
            else if (Command.Is(command, Command.Error))
            {
                throw new TransportException(_endpoint + " refuses: " + Command.ReasonOf(command));
            }
        }
    }
}
