#nullable enable
// Generated from protocol/presets/ready_player_me.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>Ready Player Me, without visemes.</summary>
    internal static class ReadyPlayerMePreset
    {
        internal static readonly ShapePreset Preset = PresetTable.Read(
            "ready_player_me", "Ready Player Me, without visemes", Shapes);

        private const string Shapes = @"
mouthOpen = jawOpen 1.5, mouthClose -1.5
mouthSmile = mouthSmileLeft 0.5, mouthSmileRight 0.5
eyesClosed = eyeBlinkLeft 0.5, eyeBlinkRight 0.5
eyesLookUp = eyeLookUpLeft 0.5, eyeLookUpRight 0.5
eyesLookDown = eyeLookDownLeft 0.5, eyeLookDownRight 0.5
";
    }
}
