#nullable enable
using System;
using System.IO;
using NUnit.Framework.Interfaces;

namespace Mien.NUnitRunner
{
    /// <summary>Writes one line a test, with tabs between outcome, fixture, test and what went wrong.</summary>
    internal sealed class Report : ITestListener
    {
        private readonly TextWriter _out;

        internal Report(TextWriter to)
        {
            _out = to;
        }

        public void TestStarted(ITest test)
        {
        }

        public void TestFinished(ITestResult result)
        {
            // A fixture whose set-up failed has no tests that do.
            bool isTest = !result.Test.IsSuite;
            bool isBrokenFixture = result.Test.IsSuite && result.ResultState.Site == FailureSite.SetUp;
            if (isTest || isBrokenFixture)
            {
                string why = (result.Message + "\n" + result.StackTrace + "\n" + result.Output).Trim();
                string outcome = result.ResultState.Status.ToString();
                string[] parts = { "TEST", outcome, result.Test.ClassName ?? result.FullName, result.Name, Escaped(why) };
                _out.WriteLine(string.Join("\t", parts));
            }
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }

        internal void Close(ITestResult result)
        {
            _out.WriteLine($"{result.PassCount} passed, {result.FailCount} failed, {result.SkipCount} skipped");
            _out.Flush();
        }

        private static string Escaped(string text)
        {
            return Uri.EscapeDataString(text.Length > 4000 ? text.Substring(0, 4000) : text);
        }
    }
}
