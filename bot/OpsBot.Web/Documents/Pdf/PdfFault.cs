namespace OpsBot.Web.Documents.Pdf;

/// <summary>Why a PDF cannot be read further; raised deep inside the parser and turned into a refusal by <see cref="PdfReader"/>.</summary>
internal sealed class PdfFault(PdfFaultKind kind) : Exception(kind.ToString())
{
    public PdfFaultKind Kind { get; } = kind;
}

internal enum PdfFaultKind
{
    Broken,
    TooLarge,
    Encrypted,
}
