using UnityEngine;

namespace UniVRM10
{
    [DefaultExecutionOrder(11000)]
    [DisallowMultipleComponent]
    public class Vrm10Instance : MonoBehaviour
    {
        private Vrm10Runtime _runtime;

        public Vrm10Runtime Runtime => _runtime ??= new Vrm10Runtime();
    }
}
