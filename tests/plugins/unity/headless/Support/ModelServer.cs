#nullable enable
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Mien.Headless
{
    /// <summary>Answers one question as a server of language models does, piece by piece as the test wants.</summary>
    internal sealed class ModelServer : IDisposable
    {
        private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
        private readonly ManualResetEventSlim _asked = new ManualResetEventSlim();
        private readonly string _status;
        private readonly Thread _thread;
        private NetworkStream? _stream;

        internal ModelServer(string status = "200 OK")
        {
            _status = status;
            _listener.Start();
            _thread = new Thread(Answer) { IsBackground = true };
            _thread.Start();
        }

        internal string Endpoint => "http://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port + "/v1/chat/completions";

        /// <summary>What was asked.</summary>
        internal string Question { get; private set; } = "";

        /// <summary>Sends a piece of the answer, once it was asked for.</summary>
        internal void Send(string piece)
        {
            Write("data: {\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"}}]}\n\n");
        }

        /// <summary>Ends the answer.</summary>
        internal void End()
        {
            Write("data: [DONE]\n\n");
        }

        public void Dispose()
        {
            _listener.Stop();
            _stream?.Dispose();
            _thread.Join();
            _asked.Dispose();
        }

        private void Write(string text)
        {
            _asked.Wait();
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            _stream!.Write(bytes, 0, bytes.Length);
        }

        private void Answer()
        {
            try
            {
                _stream = _listener.AcceptTcpClient().GetStream();
                var reader = new StreamReader(_stream, new UTF8Encoding(false));
                int length = 0;
                while (reader.ReadLine() is string line && line.Length > 0)
                {
                    bool isLength = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase);
                    length = isLength ? int.Parse(line.Substring(15)) : length;
                }
                var body = new char[length];
                Question = new string(body, 0, reader.ReadBlock(body, 0, length));
                byte[] head = Encoding.ASCII.GetBytes("HTTP/1.1 " + _status + "\r\nConnection: close\r\n\r\n");
                _stream.Write(head, 0, head.Length);
                _asked.Set();
            }
            catch (SocketException)
            {
                // Nobody asked.
            }
        }
    }
}
