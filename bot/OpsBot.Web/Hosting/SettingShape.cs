using System.Collections;
using System.Reflection;

namespace OpsBot.Web.Hosting;

/// <summary>Which settings a section knows.</summary>
/// <param name="Names">Their names, with the shape of what lies below each; null below: anything, or nothing.</param>
internal sealed record SettingShape(IReadOnlyDictionary<string, SettingShape?> Names)
{
    public static SettingShape Of(params string[] names) => new(names.ToDictionary(name => name, _ => (SettingShape?)null, StringComparer.OrdinalIgnoreCase));

    /// <summary>The public properties of an options class; what it holds in lists is numbered and has the shape of one of them.</summary>
    public static SettingShape Of(Type options) => new(options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(property => property.Name, property => Below(property.PropertyType), StringComparer.OrdinalIgnoreCase));

    /// <summary>What is unknown below a section, each with the nearest known name.</summary>
    public IEnumerable<(string Path, string? Near)> FindUnknown(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            if (!Names.TryGetValue(child.Key, out var below))
                yield return (child.Path, NearestName.Of(child.Key, Names.Keys) is { } near ? $"{section.Path}:{near}" : null);
            else if (below is not null)
                foreach (var unknown in child.GetChildren().SelectMany(below.FindUnknown))
                    yield return unknown;
        }
    }

    // Only lists of objects have anything below them that could be misspelt.
    private static SettingShape? Below(Type type)
    {
        var item = type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) && type.IsGenericType && type.GetGenericArguments() is [var only] ? only : null;
        return item is null || item == typeof(string) || item.IsPrimitive || item.IsEnum || item == typeof(Uri) ? null : Of(item);
    }
}
