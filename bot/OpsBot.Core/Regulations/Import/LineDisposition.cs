namespace OpsBot.Core.Regulations.Import;

/// <summary>What the importer did with a line of the source.</summary>
public enum LineDisposition
{
    Kept,
    Cut,

    /// <summary>Kept, but a person should look at it.</summary>
    Doubtful,
}
