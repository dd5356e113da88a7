#nullable enable
using Mien.Core.Messages;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class MienControlsTests
    {
        [Test]
        public void Fresh_controls_are_natural()
        {
            Controls wire = new MienControls().ToWire();
            Assert.That(wire.Manner, Is.EqualTo(Manner.Natural));
            Assert.That(wire.Affect, Is.EqualTo(0.5));
            Assert.That(wire.Activity, Is.EqualTo(Activity.Auto));
            Assert.That(wire.BlinkRatePerMin, Is.NaN);
        }

        [Test]
        public void What_is_set_is_sent_within_its_range()
        {
            var controls = new MienControls { Manner = Manner.Shy, Affect = 7, Activity = Activity.Listening };
            Controls wire = controls.ToWire();
            Assert.That(wire.Manner, Is.EqualTo(Manner.Shy));
            Assert.That(wire.Affect, Is.EqualTo(1));
            Assert.That(wire.Activity, Is.EqualTo(Activity.Listening));
        }

        [Test]
        public void A_change_of_any_is_noticed_and_copied()
        {
            foreach (MienControls changed in new[]
            {
                new MienControls { Manner = Manner.Calm },
                new MienControls { Affect = 0 },
                new MienControls { Activity = Activity.Thinking },
            })
            {
                var controls = new MienControls();
                Assert.That(controls.Equal(changed), Is.False);
                controls.CopyFrom(changed);
                Assert.That(controls.Equal(changed), Is.True);
            }
        }
    }
}
