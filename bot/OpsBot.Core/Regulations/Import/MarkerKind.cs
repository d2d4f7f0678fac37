namespace OpsBot.Core.Regulations.Import;

/// <summary>The numbering forms of Chinese official documents, outermost first as they usually nest.</summary>
internal enum MarkerKind
{
    /// <summary>第一编</summary>
    Part,

    /// <summary>第二章</summary>
    Chapter,

    /// <summary>第三节</summary>
    Section,

    /// <summary>一、</summary>
    Heading,

    /// <summary>(一)</summary>
    Sub,

    /// <summary>第三条</summary>
    Article,

    /// <summary>1.</summary>
    Item,
}
