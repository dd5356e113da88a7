#nullable enable
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Streams;
using UnityEngine;
using UnityEngine.Events;

namespace Mien
{
    /// <summary>
    /// Pictures of a face that speaks, from one photo, as a texture: for a quad or an image (<see cref="FaceLayout.Portrait"/>,
    /// <see cref="FaceLayout.Cutout"/>), or for a head to wear (<see cref="FaceLayout.Texture"/>, with a
    /// <see cref="MienFaceWearer"/>). Each picture is shown when its sound is heard.
    /// </summary>
    [AddComponentMenu("Mien/Mien Face Texture")]
    [DisallowMultipleComponent]
    public sealed class MienFaceTexture : MonoBehaviour, ISessionPart
    {
        private const long NsPerSecond = 1_000_000_000;

        [SerializeField]
        private PhotoSource _photo = new PhotoSource();

        [SerializeField]
        [Tooltip("Portrait: the photo's frame. Cutout: the person alone. Texture: the face laid flat, for a head to wear.")]
        private FaceLayout _layout = FaceLayout.Portrait;

        [SerializeField]
        [Range(64, 2048)]
        [Tooltip("Longer side, pixels.")]
        private int _size = 512;

        [SerializeField]
        [Range(1, 120)]
        [Tooltip("Pictures a second.")]
        private int _rateHz = 40;

        [SerializeField]
        [Tooltip("RGBA is best on one machine. JPEG is small, for a network, but takes time to decode.")]
        private PictureFormat _format = PictureFormat.Rgba8;

        [SerializeField]
        [Range(1, 100)]
        [Tooltip("Of JPEG.")]
        private int _quality = 85;

        [SerializeField]
        [Tooltip("Shows the pictures on its material. None: they are for scripts, and for Mien Face Wearer.")]
        private Renderer? _target;

        [SerializeField]
        [Tooltip("Which texture of the material. Empty: its main texture.")]
        private string _property = "";

        [SerializeField]
        [Tooltip("There is a texture, or another one than before: its size or format has changed.")]
        private UnityEvent<Texture> _onTextureChanged = new UnityEvent<Texture>();

        private readonly PictureQueue _queue = new PictureQueue();
        private readonly PictureTexture _texture = new PictureTexture();
        private readonly FrameRate _rate = new FrameRate();
        private MienCharacter? _character;
        private PictureInbox? _inbox;
        private MaterialPropertyBlock? _block;

        /// <summary>There is a texture, or another one than before: its size or format has changed.</summary>
        public UnityEvent<Texture> OnTextureChanged => _onTextureChanged;

        /// <summary>Of whom the face is; <see cref="Reopen"/> after a change.</summary>
        public PhotoSource Photo => _photo;

        /// <summary>Content of the pictures; <see cref="Reopen"/> after a change.</summary>
        public FaceLayout Layout
        {
            get => _layout;
            set => _layout = value;
        }

        /// <summary>Longer side, pixels, 64..2048; <see cref="Reopen"/> after a change.</summary>
        public int Size
        {
            get => _size;
            set => _size = Mathf.Clamp(value, 64, 2048);
        }

        /// <summary>Pictures a second, 1..120; <see cref="Reopen"/> after a change.</summary>
        public int RateHz
        {
            get => _rateHz;
            set => _rateHz = Mathf.Clamp(value, 1, 120);
        }

        /// <summary>Encoding of the pictures; <see cref="Reopen"/> after a change.</summary>
        public PictureFormat Format
        {
            get => _format;
            set => _format = value;
        }

        /// <summary>Shows the pictures on its material; or null.</summary>
        public Renderer? Target
        {
            get => _target;
            set
            {
                Take();
                _target = value;
                Put();
            }
        }

        /// <summary>The texture, right side up, sRGB, straight alpha; null until the first picture has come.</summary>
        public Texture2D? Texture => _texture.Color;

        /// <summary>The alpha of pictures that come as JPEG, in red; otherwise null.</summary>
        public Texture2D? AlphaTexture => _texture.Alpha;

        /// <summary>The mesh in whose layout a <see cref="FaceLayout.Texture"/> is; null until there is one.</summary>
        public FaceMesh? Mesh => _inbox?.Header?.Mesh;

        /// <summary>Media time of the picture that is shown, nanoseconds.</summary>
        public long ShownNs { get; private set; }

        /// <summary>Pictures shown a second.</summary>
        public float ShownHz => _rate.Hz;

        /// <summary>Pictures that never came.</summary>
        public long Lost => _inbox is null ? 0 : _inbox.Lost;

        /// <summary>The character whose face it is.</summary>
        public MienCharacter Character
        {
            get
            {
                if (_character == null)
                {
                    _character = MienCharacter.Of(this);
                }
                return _character;
            }
        }

        /// <summary>Asks for pictures as they are wished for now, in another session.</summary>
        public void Reopen()
        {
            Character.Reopen();
        }

        void ISessionPart.Configure(SessionOptions options)
        {
            options.Avatar = _photo.ToBytes();
            options.Face = new FaceOptions
            {
                Layout = _layout,
                Size = _size,
                RateHz = _rateHz,
                Format = _format,
                Quality = _quality,
            };
        }

        private void OnEnable()
        {
            Character.SessionChanged += Bind;
            Character.Join(this);
        }

        private void LateUpdate()
        {
            if (_inbox is null)
            {
                return;
            }
            if (_inbox.TryTake(out Picture picture))
            {
                _queue.Add(picture);
            }
            // Half a picture early is nearer to its time than half a picture late would be.
            long earlyNs = NsPerSecond / (2 * _rateHz);
            if (_queue.TryTake(Character.ShownNs + earlyNs, out PictureCopy due))
            {
                Show(due);
            }
        }

        private void OnDisable()
        {
            if (_character != null)
            {
                _character.SessionChanged -= Bind;
                _character.Leave(this);
            }
            Bind(null);
            Take();
            _texture.Dispose();
        }

        private void Bind(MienSession? session)
        {
            _inbox = session?.Pictures;
            _queue.Clear();
        }

        private void Show(PictureCopy picture)
        {
            ShownNs = picture.Header.TimeNs;
            _rate.Count(Character.Clock.NowNs);
            if (_texture.Show(picture))
            {
                Put();
                _onTextureChanged.Invoke(_texture.Color!);
            }
        }

        /// <summary>Puts the texture onto the target's material, which other objects may share.</summary>
        private void Put()
        {
            if (_target == null || _texture.Color == null)
            {
                return;
            }
            _block ??= new MaterialPropertyBlock();
            _target.GetPropertyBlock(_block);
            _block.SetTexture(PropertyOf(_target), _texture.Color);
            if (_texture.Alpha != null)
            {
                _block.SetTexture(FaceProperties.AlphaTexture, _texture.Alpha);
            }
            _block.SetFloat(FaceProperties.HasAlphaTexture, _texture.Alpha != null ? 1 : 0);
            _target.SetPropertyBlock(_block);
        }

        /// <summary>Leaves the target as it was without pictures.</summary>
        private void Take()
        {
            if (_target != null && _texture.Color != null)
            {
                _target.SetPropertyBlock(null);
            }
        }

        private int PropertyOf(Renderer target)
        {
            if (_property.Length > 0)
            {
                return Shader.PropertyToID(_property);
            }
            Material material = target.sharedMaterial;
            bool hasBaseMap = material != null && material.HasProperty(FaceProperties.BaseMap);
            return hasBaseMap ? FaceProperties.BaseMap : FaceProperties.MainTexture;
        }
    }
}
