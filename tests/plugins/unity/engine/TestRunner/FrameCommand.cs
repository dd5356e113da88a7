using System;
using System.Collections;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Commands;

namespace UnityEngine.TestTools
{
    // Runs a test by stepping the engine's loop.
    internal sealed class FrameCommand : DelegatingTestCommand
    {
        private const float FrameS = 1 / 60f;

        internal FrameCommand(TestCommand inner)
            : base(inner)
        {
        }

        public override TestResult Execute(TestExecutionContext context)
        {
            var steps = (IEnumerator)Test.Method.Invoke(context.TestObject, Array.Empty<object>());
            while (steps.MoveNext())
            {
                HeadlessLoop.Step(FrameS);
            }
            context.CurrentResult.SetResult(NUnit.Framework.Interfaces.ResultState.Success);
            return context.CurrentResult;
        }
    }
}
