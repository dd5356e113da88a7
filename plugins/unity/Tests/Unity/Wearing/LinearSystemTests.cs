#nullable enable
using System;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class LinearSystemTests
    {
        [Test]
        public void What_it_solves_solves_the_system()
        {
            var random = new Random(11);
            const int Size = 30;
            var system = new double[Size, Size];
            var expected = new double[Size, 3];
            var sides = new double[Size, 3];
            for (int row = 0; row < Size; row++)
            {
                for (int column = 0; column < Size; column++)
                {
                    // A hollow diagonal, as a radial basis has: without pivots that is divided by.
                    system[row, column] = row == column ? 0 : random.NextDouble() - 0.5;
                }
                for (int side = 0; side < 3; side++)
                {
                    expected[row, side] = random.NextDouble();
                }
            }
            for (int row = 0; row < Size; row++)
            {
                for (int side = 0; side < 3; side++)
                {
                    for (int column = 0; column < Size; column++)
                    {
                        sides[row, side] += system[row, column] * expected[column, side];
                    }
                }
            }
            Assert.That(LinearSystem.TrySolve(system, sides), Is.True);
            Assert.That(sides, Is.EqualTo(expected).Within(1e-9));
        }

        [Test]
        public void What_has_no_one_solution_is_told()
        {
            Assert.That(LinearSystem.TrySolve(new double[,] { { 1, 2 }, { 2, 4 } }, new double[2, 1]), Is.False);
        }
    }
}
