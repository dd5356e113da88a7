#nullable enable
using System.Diagnostics;
using Mien.Core;
using Mien.Editing;
using NUnit.Framework;
using UnityEditor;

namespace Mien.Headless
{
    public sealed class DaemonProcessTests
    {
        private const int PatienceMs = 60_000;

        /// <summary>Something that runs until it is ended, whatever follows on its command line.</summary>
        private const string Sleeper = "sh -c \"exec sleep 1000\"";

        [TearDown]
        public void End()
        {
            DaemonProcess.Stop();
        }

        [Test]
        public void What_was_started_is_found_again_and_stopped()
        {
            Assert.That(DaemonProcess.Running, Is.Null);
            DaemonProcess.Start(Sleeper);
            using Process? running = DaemonProcess.Running;
            Assert.That(running, Is.Not.Null);
            DaemonProcess.Stop();
            Assert.That(running!.WaitForExit(PatienceMs));
            Assert.That(DaemonProcess.Running, Is.Null);
        }

        [Test]
        public void It_ends_with_the_editor()
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(
                typeof(BakeWindow).Assembly.GetType("Mien.Editing.ReloadGuard")!.TypeHandle);
            DaemonProcess.Start(Sleeper);
            using Process? running = DaemonProcess.Running;
            EditorApplication.Quit();
            Assert.That(running!.WaitForExit(PatienceMs));
        }

        [Test]
        public void Another_process_of_its_number_is_left_alone()
        {
            DaemonProcess.Start(Sleeper);
            using Process running = DaemonProcess.Running!;
            SessionState.SetString("Mien.Daemon.Began", "another time");
            Assert.That(DaemonProcess.Running, Is.Null);
            DaemonProcess.Stop();
            Assert.That(running.HasExited, Is.False);
            running.Kill();
        }

        [TestCase("mien", "mien", "")]
        [TestCase("python3 run.py", "python3", "run.py")]
        [TestCase("\"C:\\Program Files\\mien.exe\"", "C:\\Program Files\\mien.exe", "")]
        [TestCase("\"/a b/python\" -m mien_bridge", "/a b/python", "-m mien_bridge")]
        public void A_command_is_split_as_it_was_typed(string command, string program, string arguments)
        {
            Assert.That(DaemonProcess.Split(command), Is.EqualTo((program, arguments)));
        }

        [Test]
        public void A_program_that_is_not_there_is_told()
        {
            var error = Assert.Throws<MienException>(() => DaemonProcess.Start("no-such-program-of-mien"))!;
            Assert.That(error.Message, Does.Contain("cannot start no-such-program-of-mien: install Mien"));
        }
    }
}
