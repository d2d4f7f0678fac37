using DocumentFormat.OpenXml;

namespace OpsBot.Web.Documents.Word;

/// <summary>Small helpers for WordprocessingML. Elements are told by local name, whatever the library knows of their kind.</summary>
internal static class WordXml
{
    public static OpenXmlElement? Child(this OpenXmlElement? element, string name) => element?.ChildElements.FirstOrDefault(child => child.LocalName == name);

    public static IEnumerable<OpenXmlElement> Children(this OpenXmlElement? element, string name) => element?.ChildElements.Where(child => child.LocalName == name) ?? [];

    public static string? Named(this OpenXmlElement? element, string name) =>
        element?.GetAttributes().Where(attribute => attribute.LocalName == name).Select(attribute => attribute.Value).FirstOrDefault();

    /// <summary>The <c>w:val</c> of a child element.</summary>
    public static string? Value(this OpenXmlElement? element, string name) => element.Child(name).Named("val");

    public static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;

    /// <summary>True for an on-off property that is there and not switched off.</summary>
    public static bool IsOn(this OpenXmlElement? element, string name) => element.Child(name) is { } property && property.Named("val") is not ("0" or "false" or "off" or "none");
}
