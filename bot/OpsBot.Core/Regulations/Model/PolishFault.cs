namespace OpsBot.Core.Regulations.Model;

/// <summary>Why a model's sentence was not accepted.</summary>
public enum PolishFault
{
    Empty,
    TooLong,
    NotOneLine,

    /// <summary>A quote that no clause holds word for word.</summary>
    ForeignQuote,

    /// <summary>A number, or a number with another unit, that no clause holds.</summary>
    ForeignNumber,

    /// <summary>A 《title》 that neither the sentence nor a clause names.</summary>
    ForeignTitle,

    /// <summary>Allows, forbids or asks for approval where the sentence does not, or no longer does.</summary>
    VerdictChanged,

    /// <summary>原则上, 一般 and the like were dropped or added.</summary>
    HedgeChanged,

    /// <summary>Too many characters, or a Latin word, that are in neither the sentence nor a clause.</summary>
    ForeignWords,
}
