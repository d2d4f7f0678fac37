namespace OpsBot.Web.Documents.Pdf;

/// <summary>One printed line. Y grows upwards; units are points.</summary>
internal sealed record PdfLine(int Page, string Text, double X, double EndX, double Y, double Size);
