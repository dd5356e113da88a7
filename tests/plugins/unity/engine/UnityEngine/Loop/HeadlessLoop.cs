using System;
using System.Collections.Generic;

namespace UnityEngine
{
    // Not the engine's: its loop, without a screen, driven by who has it. One thread, as the engine's main thread.
    public static class HeadlessLoop
    {
        private static readonly List<MonoBehaviour> Scripts = new List<MonoBehaviour>();
        private static readonly List<Object> Doomed = new List<Object>();
        private static bool _isSorted;

        internal static List<GameObject> Objects { get; } = new List<GameObject>();

        // One frame, after so many seconds: physics, scripts, then what was to be destroyed.
        public static void Step(float seconds)
        {
            Time.Advance(seconds);
            Sort();
            for (int at = 0; at < Scripts.Count; at++)
            {
                Scripts[at].StartOnce();
            }
            for (int step = Time.TakeFixedSteps(); step > 0; step--)
            {
                for (int at = 0; at < Scripts.Count; at++)
                {
                    Call(Scripts[at], Scripts[at].Messages.FixedUpdate);
                }
            }
            for (int at = 0; at < Scripts.Count; at++)
            {
                Call(Scripts[at], Scripts[at].Messages.Update);
            }
            for (int at = 0; at < Scripts.Count; at++)
            {
                Call(Scripts[at], Scripts[at].Messages.LateUpdate);
            }
            // What is destroyed may have others destroyed.
            for (int at = 0; at < Doomed.Count; at++)
            {
                DestroyNow(Doomed[at]);
            }
            Doomed.Clear();
        }

        // Another scene takes the place of this one.
        public static void LoadScene()
        {
            foreach (GameObject each in Objects.ToArray())
            {
                if (each.transform.parent == null && !each.IsKept)
                {
                    DestroyNow(each);
                }
            }
        }

        // Play mode ends, or the application does: in no order that scripts may count on, what is kept between scenes first.
        public static void Quit()
        {
            Application.Quit();
            GameObject[] all = Objects.ToArray();
            Array.ForEach(all, each => DestroyAtEnd(each, each.IsKept));
            Array.ForEach(all, each => DestroyAtEnd(each, true));
            foreach (GameObject each in Objects.ToArray())
            {
                Debug.LogError("Some objects were not cleaned up when closing the scene: " + each.name);
                DestroyNow(each);
            }
            HeadlessAudio.Reset();
            Time.Reset();
            Doomed.Clear();
        }

        // What is not saved is not destroyed with the rest.
        private static void DestroyAtEnd(GameObject each, bool isItsTurn)
        {
            if (isItsTurn && (each.hideFlags & HideFlags.DontSaveInEditor) == 0)
            {
                DestroyNow(each);
            }
        }

        internal static void Add(MonoBehaviour script)
        {
            Scripts.Add(script);
            _isSorted = false;
        }

        internal static void DestroyLater(Object doomed)
        {
            if (!Doomed.Contains(doomed))
            {
                Doomed.Add(doomed);
            }
        }

        internal static void DestroyNow(Object doomed)
        {
            if (doomed.IsDestroyed)
            {
                return;
            }
            if (doomed is GameObject owner)
            {
                DestroyWhole(owner);
            }
            else if (doomed is MonoBehaviour script)
            {
                script.End();
                Scripts.Remove(script);
            }
            doomed.IsDestroyed = true;
            if (doomed is Component component)
            {
                component.gameObject.Detach(component);
            }
        }

        private static void DestroyWhole(GameObject owner)
        {
            for (int at = owner.transform.childCount - 1; at >= 0; at--)
            {
                DestroyNow(owner.transform.GetChild(at).gameObject);
            }
            foreach (Component component in new List<Component>(owner.Components))
            {
                if (component is MonoBehaviour script)
                {
                    script.End();
                    Scripts.Remove(script);
                }
            }
            foreach (Component component in new List<Component>(owner.Components))
            {
                component.IsDestroyed = true;
            }
            Objects.Remove(owner);
        }

        private static void Call(MonoBehaviour script, Action<MonoBehaviour> message)
        {
            if (message is null || !script.isActiveAndEnabled)
            {
                return;
            }
            try
            {
                message(script);
            }
            catch (Exception error)
            {
                // A script that throws does not stop the others.
                Debug.LogException(error);
            }
        }

        private static void Sort()
        {
            if (_isSorted)
            {
                return;
            }
            // Among equals, those that were there first: List.Sort would not keep that.
            var sorted = new List<MonoBehaviour>(Scripts.Count);
            foreach (MonoBehaviour script in Scripts)
            {
                int at = sorted.Count;
                while (at > 0 && sorted[at - 1].Messages.Order > script.Messages.Order)
                {
                    at--;
                }
                sorted.Insert(at, script);
            }
            Scripts.Clear();
            Scripts.AddRange(sorted);
            _isSorted = true;
        }
    }
}
