using System.Text;
using System.Xml;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>
/// Reads the flat XML of callbacks. No DTD, no entities but the five of XML, no outside reference; few elements, little
/// depth. Fields of the root must be unique, so that two readers cannot see two different values.
/// </summary>
internal static class SafeXml
{
    private const int MaxDepth = 6;
    private const int MaxElements = 200;

    /// <summary>Text by path below the root (<c>Encrypt</c>, <c>Image/MediaId</c>; the first of several), or null when it is not such XML.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string xml, int maxCharacters)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = maxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            return ReadFields(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static Dictionary<string, string>? ReadFields(XmlReader reader)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = new List<string>();
        var text = new StringBuilder();
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= MaxDepth || ++elements > MaxElements || (reader.Depth == 0 && reader.LocalName != "xml"))
                        return null;
                    if (reader.Depth > 0)
                        path.Add(reader.LocalName);
                    text.Clear();
                    if (reader.IsEmptyElement && !Close(path, fields, ""))
                        return null;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    if (!Close(path, fields, text.ToString()))
                        return null;
                    text.Clear();
                    break;
            }
        }
        return fields;
    }

    private static bool Close(List<string> path, Dictionary<string, string> fields, string text)
    {
        if (path.Count == 0)
            return true;
        var added = fields.TryAdd(string.Join('/', path), text);
        var top = path.Count == 1;
        path.RemoveAt(path.Count - 1);
        return added || !top;
    }
}
