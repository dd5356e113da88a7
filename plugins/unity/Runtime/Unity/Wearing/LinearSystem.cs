#nullable enable
using System;

namespace Mien
{
    /// <summary>Linear equations, solved by elimination with pivots.</summary>
    internal static class LinearSystem
    {
        private const double Singular = 1e-12;

        /// <summary>Solves a system for several right sides at once, in place of both.</summary>
        /// <param name="system">A square matrix.</param>
        /// <param name="sides">A column for each right side; takes the solutions.</param>
        /// <returns>Whether there is one solution.</returns>
        internal static bool TrySolve(double[,] system, double[,] sides)
        {
            int size = system.GetLength(0);
            for (int column = 0; column < size; column++)
            {
                int pivot = Pivot(system, column);
                if (Math.Abs(system[pivot, column]) < Singular)
                {
                    return false;
                }
                Swap(system, pivot, column);
                Swap(sides, pivot, column);
                for (int row = 0; row < size; row++)
                {
                    double factor = row == column ? 0 : system[row, column] / system[column, column];
                    Subtract(system, row, column, factor);
                    Subtract(sides, row, column, factor);
                }
            }
            for (int row = 0; row < size; row++)
            {
                for (int side = 0; side < sides.GetLength(1); side++)
                {
                    sides[row, side] /= system[row, row];
                }
            }
            return true;
        }

        private static int Pivot(double[,] system, int column)
        {
            int best = column;
            for (int row = column + 1; row < system.GetLength(0); row++)
            {
                best = Math.Abs(system[row, column]) > Math.Abs(system[best, column]) ? row : best;
            }
            return best;
        }

        private static void Swap(double[,] rows, int one, int other)
        {
            for (int column = 0; column < rows.GetLength(1); column++)
            {
                double kept = rows[one, column];
                rows[one, column] = rows[other, column];
                rows[other, column] = kept;
            }
        }

        private static void Subtract(double[,] rows, int from, int what, double factor)
        {
            for (int column = 0; factor != 0 && column < rows.GetLength(1); column++)
            {
                rows[from, column] -= factor * rows[what, column];
            }
        }
    }
}
