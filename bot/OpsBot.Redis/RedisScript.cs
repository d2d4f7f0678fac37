using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Redis;

/// <summary>A Lua script of the folder Scripts. The server knows it by the SHA-1 of its text.</summary>
internal sealed class RedisScript
{
    private RedisScript(string name, string text)
    {
        Name = name;
        Text = text;
        Sha1 = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
    }

    public string Name { get; }

    public string Text { get; }

    public string Sha1 { get; }

    public static RedisScript FromText(string name, string text) => new(name, text);

    /// <summary>Loads <c>Scripts/&lt;name&gt;.lua</c> with <c>Scripts/shared.lua</c> in front; both are compiled into the assembly.</summary>
    public static RedisScript Load(string name) => new(name, Read("shared") + Read(name));

    private static string Read(string name)
    {
        var resource = $"OpsBot.Redis.Scripts.{name}.lua";
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
