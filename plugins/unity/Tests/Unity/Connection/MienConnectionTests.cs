#nullable enable
using Mien.Core.Client;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class MienConnectionTests
    {
        private NoDaemon _stage = null!;

        [SetUp]
        public void Begin()
        {
            _stage = new NoDaemon();
        }

        [TearDown]
        public void End()
        {
            _stage.Dispose();
        }

        [Test]
        public void Several_to_one_daemon_share_a_client_until_the_last_is_gone()
        {
            MienConnection one = Connect("a/daemon.json");
            MienConnection other = Connect("b/../a/daemon.json");
            MienConnection elsewhere = Connect("c/daemon.json");
            MienClient client = one.Client!;
            Assert.That(other.Client, Is.SameAs(client));
            Assert.That(elsewhere.Client, Is.Not.SameAs(client));
            one.enabled = false;
            Assert.That(one.Client, Is.Null);
            Assert.That(client.State, Is.EqualTo(ClientState.Connecting));
            Object.DestroyImmediate(other.gameObject);
            Assert.That(client.State, Is.EqualTo(ClientState.Closed));
            Object.DestroyImmediate(one.gameObject);
            Object.DestroyImmediate(elsewhere.gameObject);
        }

        [Test]
        public void Disabled_and_enabled_again_it_connects_again()
        {
            MienConnection connection = Connect("a/daemon.json");
            MienClient before = connection.Client!;
            connection.enabled = false;
            Assert.That(connection.Trouble, Does.Contain("disabled"));
            connection.enabled = true;
            Assert.That(connection.Client, Is.Not.SameAs(before));
            Assert.That(connection.State, Is.EqualTo(ClientState.Connecting));
            Object.DestroyImmediate(connection.gameObject);
        }

        [Test]
        public void The_shared_one_is_made_once_and_again_if_it_was_destroyed()
        {
            MienConnection shared = MienConnection.Shared;
            Assert.That(MienConnection.Shared, Is.SameAs(shared));
            Object.DestroyImmediate(shared.gameObject);
            Assert.That(MienConnection.Shared, Is.Not.SameAs(shared));
            Object.DestroyImmediate(MienConnection.Shared.gameObject);
        }

        [Test]
        public void No_client_outlives_the_code_it_runs()
        {
            MienConnection connection = Connect("a/daemon.json");
            MienClient client = connection.Client!;
            SharedClients.DisposeAll();
            Assert.That(client.State, Is.EqualTo(ClientState.Closed));
            Object.DestroyImmediate(connection.gameObject);
        }

        private static MienConnection Connect(string file)
        {
            var owner = new GameObject("connection");
            owner.SetActive(false);
            MienConnection connection = owner.AddComponent<MienConnection>();
            connection.ConnectionFile = file;
            owner.SetActive(true);
            return connection;
        }
    }
}
