#nullable enable
using System;
using System.IO;
using Mien.Core.Client;
using Mien.Libzmq;

namespace Mien.Player
{
    /// <summary>
    /// A client without an engine, told what to do: a command a line on stdin, a line of JSON for each on stdout.
    /// </summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length < 1)
            {
                Console.Error.WriteLine("usage: Mien.Player CONNECTION_FILE [--libzmq]");
                return 2;
            }
            var options = new ClientOptions
            {
                ConnectionFile = arguments[0],
                FirstRetryMs = 50,
                LongestRetryMs = 400,
                Log = line => Console.Error.WriteLine(line),
            };
            if (Array.IndexOf(arguments, "--libzmq") > 0)
            {
                options.Transport = new LibzmqTransport();
            }
            using var player = new Player(options);
            using TextWriter output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
            while (Console.ReadLine() is string line)
            {
                output.WriteLine(player.Obey(line.Split(' ')));
            }
            return 0;
        }
    }
}
