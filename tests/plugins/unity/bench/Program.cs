#nullable enable
using System;

namespace Mien.Bench
{
    /// <summary>Measures the package's core; one JSON object on stdout.</summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            switch (arguments.Length > 0 ? arguments[0] : "")
            {
                case "frames":
                    Console.WriteLine(Frames.Measure());
                    return 0;
                case "pictures":
                    Console.WriteLine(Pictures.Measure(arguments[1], int.Parse(arguments[2])));
                    return 0;
                case "latency":
                    Console.WriteLine(Latency.Measure(arguments[1], arguments[2]));
                    return 0;
                default:
                    Console.Error.WriteLine("usage: Mien.Bench frames | pictures ENDPOINT COUNT | latency FILE SAMPLES");
                    return 2;
            }
        }
    }
}
