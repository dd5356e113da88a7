#nullable enable
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>A photo that says what is typed. Its photo is named at <see cref="MienFaceTexture"/>.</summary>
    [RequireComponent(typeof(MienVoice), typeof(MienFaceTexture))]
    public sealed class PortraitDialogue : MonoBehaviour
    {
        private const float WidthPx = 420;

        private MienVoice _voice = null!;
        private MienFaceTexture _texture = null!;
        private string _typed = "I was a photograph a moment ago.";
        private string _trouble = "";

        private void Awake()
        {
            _voice = GetComponent<MienVoice>();
            _texture = GetComponent<MienFaceTexture>();
            _voice.OnError.AddListener(why => _trouble = why);
            _texture.OnTextureChanged.AddListener(Fit);
        }

        /// <summary>Gives the quad the picture's proportions.</summary>
        private void Fit(Texture picture)
        {
            Vector3 scale = transform.localScale;
            transform.localScale = new Vector3(scale.y * picture.width / picture.height, scale.y, scale.z);
        }

        private void OnGUI()
        {
            GUILayout.BeginArea(new Rect(10, 10, WidthPx, 200));
            _typed = GUILayout.TextField(_typed);
            if (GUILayout.Button("Say it"))
            {
                _trouble = "";
                _voice.Speak(_typed);
            }
            GUILayout.Label(_trouble.Length > 0 ? _trouble : _texture.ShownHz.ToString("0") + " pictures a second");
            GUILayout.EndArea();
        }
    }
}
