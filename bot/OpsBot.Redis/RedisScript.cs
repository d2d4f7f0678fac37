using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Redis;

/// <summary>A Lua script of the folder Scripts. The server knows it by the SHA-1 of its text.</summary>
internal sealed partial class RedisScript
{
    private RedisScript(string name, string text)
    {
        Name = name;
        Text = text;
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
    }

    public string Name { get; }

    public string Text { get; }

    public byte[] Hash { get; }

    public string Sha1 => Convert.ToHexStringLower(Hash);

    public static RedisScript FromText(string name, string text) => new(name, text);

    /// <summary>
    /// Loads <c>Scripts/&lt;name&gt;.lua</c> with what it uses of <c>Scripts/shared.lua</c> in front; both are compiled into the
    /// assembly. The server makes every function anew for every run, so what a script does not use would only cost.
    /// </summary>
    public static RedisScript Load(string name) => new(name, Used(Read("shared"), Read(name)));

    private static string Used(string shared, string script)
    {
        // A declaration begins at the start of a line and goes on to the next one; it can use only those above it.
        var text = script;
        foreach (var declaration in StartOfDeclaration().Split(shared).Reverse())
        {
            if (NameOf().Match(declaration) is not { Success: true } named || Regex.IsMatch(text, $@"\b{named.Groups[1].Value}\b"))
                text = declaration + text;
        }
        return text;
    }

    [GeneratedRegex("^(?=local )", RegexOptions.Multiline)]
    private static partial Regex StartOfDeclaration();

    [GeneratedRegex(@"\Alocal (?:function )?(\w+)")]
    private static partial Regex NameOf();

    private static string Read(string name)
    {
        var resource = $"OpsBot.Redis.Scripts.{name}.lua";
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
