using System;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using NUnit.Framework.Internal.Builders;
using NUnit.Framework.Internal.Commands;

namespace UnityEngine.TestTools
{
    // A test that goes on over frames: each `yield return null` lets one pass.
    [AttributeUsage(AttributeTargets.Method)]
    public class UnityTestAttribute : NUnitAttribute, ISimpleTestBuilder, IImplyFixture, IWrapTestMethod
    {
        public TestMethod BuildFrom(IMethodInfo method, Test suite)
        {
            // What a method returns is expected of it; this one's enumerator is looked at by nobody.
            var anything = new TestCaseParameters { ExpectedResult = new object() };
            return new NUnitTestCaseBuilder().BuildTestMethod(method, suite, anything);
        }

        public TestCommand Wrap(TestCommand command)
        {
            return new FrameCommand(command);
        }
    }
}
