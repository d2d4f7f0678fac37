namespace OpsBot.Web.Documents.Pdf;

/// <summary>An affine map in the order of the PDF operands.</summary>
internal readonly record struct PdfMatrix(double A, double B, double C, double D, double E, double F)
{
    public static readonly PdfMatrix Identity = new(1, 0, 0, 1, 0, 0);

    public static PdfMatrix Move(double x, double y) => new(1, 0, 0, 1, x, y);

    /// <summary>This map first, then <paramref name="next"/>.</summary>
    public PdfMatrix Then(PdfMatrix next) => new(
        (A * next.A) + (B * next.C), (A * next.B) + (B * next.D),
        (C * next.A) + (D * next.C), (C * next.B) + (D * next.D),
        (E * next.A) + (F * next.C) + next.E, (E * next.B) + (F * next.D) + next.F);

    public static PdfMatrix? From(IReadOnlyList<object?> values) =>
        values is [double a, double b, double c, double d, double e, double f] ? new(a, b, c, d, e, f) : null;
}
