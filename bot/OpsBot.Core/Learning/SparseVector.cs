namespace OpsBot.Core.Learning;

/// <summary>The features of a text that are not zero. <paramref name="Indexes"/> ascend; the values have Euclidean length 1, or there are none.</summary>
public readonly record struct SparseVector(int[] Indexes, float[] Values)
{
    /// <summary>Cosine of the angle between two texts, 0 to 1.</summary>
    public float Dot(SparseVector other)
    {
        var sum = 0f;
        for (int i = 0, j = 0; i < Indexes.Length && j < other.Indexes.Length;)
        {
            if (Indexes[i] == other.Indexes[j]) sum += Values[i++] * other.Values[j++];
            else if (Indexes[i] < other.Indexes[j]) i++;
            else j++;
        }

        return sum;
    }
}
