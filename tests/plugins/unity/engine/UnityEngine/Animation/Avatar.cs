namespace UnityEngine
{
    public class Avatar : Object
    {
        // Not the engine's: whose bones it knows.
        internal Animator Owner { get; set; }
    }
}
