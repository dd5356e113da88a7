#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Mien.NUnitRunner
{
    /// <summary>Runs the tests of an assembly as Unity's Test Runner does, and reports each on a line.</summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length < 1)
            {
                Console.Error.WriteLine("usage: Mien.NUnitRunner ASSEMBLY [FIXTURE...]");
                return 2;
            }
            // NUnit puts a writer of its own in place while tests run.
            var report = new Report(Console.Out);
            var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
            var settings = new Dictionary<string, object> { ["NumberOfTestWorkers"] = 0 };
            runner.Load(Assembly.LoadFrom(Path.GetFullPath(arguments[0])), settings);
            ITestResult result = runner.Run(report, Filter(arguments));
            report.Close(result);
            return result.FailCount == 0 && result.PassCount > 0 ? 0 : 1;
        }

        private static TestFilter Filter(string[] arguments)
        {
            if (arguments.Length == 1)
            {
                return TestFilter.Empty;
            }
            string any = "";
            for (int at = 1; at < arguments.Length; at++)
            {
                any += "<class re=\"1\">\\." + arguments[at] + "$</class>";
            }
            return TestFilter.FromXml("<filter><or>" + any + "</or></filter>");
        }
    }
}
