#nullable enable
using Mien.Core.Client;
using Mien.Core.Connection;
using Mien.Core.Transport;
using UnityEngine;
using UnityEngine.Events;

namespace Mien
{
    /// <summary>
    /// The way to a daemon. A scene needs none: characters without one share a connection to the daemon of this user,
    /// which lives as long as the application. Put one into a scene to name another daemon, or to hear when it comes and
    /// goes. Several with the same connection file share one client.
    /// </summary>
    [AddComponentMenu("Mien/Mien Connection")]
    [DisallowMultipleComponent]
    [DefaultExecutionOrder(-200)]
    public sealed class MienConnection : MonoBehaviour
    {
        /// <summary>Reason why this platform's players reach no daemon; empty where they do.</summary>
        private const string Impossible =
#if UNITY_WEBGL && !UNITY_EDITOR
            "a page has neither threads nor TCP, so that it reaches no daemon: bake recordings to clips instead";
#else
            "";
#endif

        private static MienConnection? _shared;

        [SerializeField]
        [Tooltip("Path of the file that the daemon writes, as `mien serve` prints it. Empty: where it does so by itself.")]
        private string _connectionFile = "";

        [SerializeField]
        [Tooltip("The daemon answers; also after it was away.")]
        private UnityEvent _onConnected = new UnityEvent();

        [SerializeField]
        [Tooltip("The daemon does not answer any more; with the reason in words.")]
        private UnityEvent<string> _onDisconnected = new UnityEvent<string>();

        private MienClient? _client;
        private bool _wasConnected;
        private bool _isTroubleTold;

        /// <summary>The daemon answers; also after it was away.</summary>
        public UnityEvent OnConnected => _onConnected;

        /// <summary>The daemon does not answer any more; with the reason in words.</summary>
        public UnityEvent<string> OnDisconnected => _onDisconnected;

        /// <summary>
        /// Path of the connection file; empty for the default place. A change counts from the next time that the component
        /// is enabled.
        /// </summary>
        public string ConnectionFile
        {
            get => _connectionFile;
            set => _connectionFile = value;
        }

        /// <summary>The path that is used: the default place where none is given.</summary>
        public string ConnectionFileInUse =>
            string.IsNullOrEmpty(_connectionFile) ? ConnectionFilePlace.Default() : _connectionFile;

        /// <summary>Status of the connection to the daemon.</summary>
        public ClientState State => _client is null ? ClientState.Closed : _client.State;

        /// <summary>Reason why there is no connection; empty while there is one.</summary>
        public string Trouble => _client != null ? _client.Trouble : IsImpossible ? Impossible : "the connection is disabled";

        /// <summary>The client; null while the component is disabled.</summary>
        public MienClient? Client => _client;

        /// <summary>
        /// The way to sockets for connections from now on; null for the package's own, which needs no library but cannot speak
        /// to a daemon that encrypts. To be set before the first connection.
        /// </summary>
        public static ITransport? Transport
        {
            get => SharedClients.Transport;
            set => SharedClients.Transport = value;
        }

        /// <summary>
        /// The connection that characters use which name none; made when it is first asked for, kept when scenes change.
        /// </summary>
        public static MienConnection Shared
        {
            get
            {
                if (_shared == null)
                {
                    // Without hide flags: what must not be saved is not destroyed either when play mode ends.
                    var owner = new GameObject("Mien Connection");
                    DontDestroyOnLoad(owner);
                    _shared = owner.AddComponent<MienConnection>();
                }
                return _shared;
            }
        }

        private static bool IsImpossible => Impossible.Length > 0;

        private void OnEnable()
        {
            _client = IsImpossible ? null : SharedClients.Acquire(ConnectionFileInUse);
            _wasConnected = false;
            _isTroubleTold = false;
        }

        private void Update()
        {
            bool isConnected = State == ClientState.Connected;
            Tell(isConnected);
            if (isConnected == _wasConnected)
            {
                return;
            }
            _wasConnected = isConnected;
            if (isConnected)
            {
                _onConnected.Invoke();
            }
            else
            {
                _onDisconnected.Invoke(Trouble);
            }
        }

        /// <summary>Writes to the console why nothing moves, once; and that it does again.</summary>
        private void Tell(bool isConnected)
        {
            bool isTrouble = !isConnected && Trouble.Length > 0;
            if (isTrouble && !_isTroubleTold)
            {
                Debug.LogWarning("Mien: " + Trouble, this);
            }
            else if (isConnected && _isTroubleTold)
            {
                Debug.Log("Mien: connected to " + _client!.Welcome!.Server, this);
            }
            _isTroubleTold = isTrouble || (_isTroubleTold && !isConnected);
        }

        private void OnDisable()
        {
            if (_client != null)
            {
                SharedClients.Release(_client);
                _client = null;
            }
        }
    }
}
