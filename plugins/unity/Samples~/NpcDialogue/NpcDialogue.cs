#nullable enable
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>
    /// A character that says lines, looks at whoever is before it, and stops when it is spoken to. Put it beside a
    /// <see cref="MienVoice"/>.
    /// </summary>
    [RequireComponent(typeof(MienVoice))]
    public sealed class NpcDialogue : MonoBehaviour
    {
        private const float WidthPx = 420;

        [SerializeField]
        [TextArea(1, 4)]
        private string[] _lines =
        {
            "Well met, traveller. The road to the north is closed.",
            "They say that a bridge fell. I would not know; I only guard the gate.",
        };

        [SerializeField]
        [Tooltip("Whom to look at, as the camera. None: straight ahead.")]
        private Transform? _listener;

        private MienVoice _voice = null!;
        private string _typed = "";
        private string _trouble = "";
        private int _next;

        /// <summary>Whom to look at; null for straight ahead.</summary>
        public Transform? Listener
        {
            get => _listener;
            set => _listener = value;
        }

        /// <summary>Says the next line.</summary>
        public void SayNext()
        {
            _trouble = "";
            _voice.Speak(_lines[_next]);
            _next = (_next + 1) % _lines.Length;
        }

        private void Awake()
        {
            _voice = GetComponent<MienVoice>();
            _voice.OnError.AddListener(why => _trouble = why);
        }

        private void Update()
        {
            if (_listener == null)
            {
                return;
            }
            Vector3 way = transform.InverseTransformPoint(_listener.position);
            // The character's left is at -X.
            _voice.Character.Controls.GazeYawDeg = Mathf.Atan2(-way.x, way.z) * Mathf.Rad2Deg;
        }

        private void OnGUI()
        {
            GUILayout.BeginArea(new Rect(10, 10, WidthPx, 200));
            if (GUILayout.Button(_voice.IsSpeaking ? "Interrupt" : "Speak to the character"))
            {
                Press();
            }
            _typed = GUILayout.TextField(_typed);
            if (GUILayout.Button("Say this"))
            {
                _voice.Interrupt();
                _voice.Speak(_typed);
            }
            GUILayout.Label(_trouble);
            GUILayout.EndArea();
        }

        private void Press()
        {
            if (_voice.IsSpeaking)
            {
                _voice.Interrupt();
            }
            else
            {
                SayNext();
            }
        }
    }
}
