using System.Xml;
using System.Xml.Linq;

namespace OpsBot.Web.Documents.Word;

/// <summary>Names and small helpers of WordprocessingML, transitional and strict alike: elements are told by local name.</summary>
internal static class WordXml
{
    public static XElement? Child(this XElement? element, string name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement? element, string name) => element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    public static string? Named(this XElement? element, string name) => element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    /// <summary>The <c>w:val</c> of a child element.</summary>
    public static string? Value(this XElement? element, string name) => element.Child(name).Named("val");

    public static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;

    /// <summary>True for an on-off property that is there and not switched off.</summary>
    public static bool IsOn(this XElement? element, string name) => element.Child(name) is { } property && property.Named("val") is not ("0" or "false" or "off" or "none");

    /// <summary>The root element; null when the part is broken or nested deeper than allowed.</summary>
    public static XElement? Load(byte[] part, int maximumDepth)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using (var reader = XmlReader.Create(new MemoryStream(part), settings))
            {
                while (reader.Read())
                {
                    if (reader.Depth > maximumDepth) return null;
                }
            }

            using var second = XmlReader.Create(new MemoryStream(part), settings);
            return XDocument.Load(second, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
