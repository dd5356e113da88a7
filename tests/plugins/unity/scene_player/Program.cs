#nullable enable
using System;
using System.IO;
using Mien.Core.Client;

namespace Mien.ScenePlayer
{
    /// <summary>
    /// A game without a screen, told what to do: a command a line on stdin, a line of JSON for each on stdout.
    /// </summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length != 1)
            {
                Console.Error.WriteLine("usage: Mien.ScenePlayer CONNECTION_FILE");
                return 2;
            }
            SharedClients.MakeOptions = path => new ClientOptions
            {
                ConnectionFile = path,
                FirstRetryMs = 50,
                LongestRetryMs = 200,
            };
            using var scene = new Scene(arguments[0]);
            var player = new ScenePlayer(scene);
            using TextWriter output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
            while (Console.ReadLine() is string line)
            {
                output.WriteLine(player.Obey(line.Split(' ')));
            }
            return 0;
        }
    }
}
