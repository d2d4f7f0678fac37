using System.Security.Cryptography;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Keys of this installation: taken from the environment (base 64) where given, else made once and kept in files that only
/// the owner can read, in the data folder.
/// </summary>
/// <param name="directory">The data folder.</param>
/// <param name="configuration">Looked up first, under <c>Secrets:NAME</c>.</param>
internal sealed class SecretFiles(string directory, IConfiguration configuration)
{
    private const int KeyLength = 32;

    /// <summary>32 bytes for <paramref name="name"/>. Throws <see cref="FormatException"/> that says what is wrong with a given key.</summary>
    public byte[] Get(string name)
    {
        if (configuration[$"Secrets:{name}"] is { Length: > 0 } given)
            return Decode(given, $"Secrets:{name}");
        var path = Path.Combine(directory, "keys", name);
        if (!File.Exists(path))
            Create(path);
        return Decode(File.ReadAllText(path), path);
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            using var writer = new StreamWriter(stream);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)));
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }
        // Two processes that start together agree on one key: the first one's file stays.
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static byte[] Decode(string text, string source)
    {
        var key = new byte[KeyLength];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyLength
            ? key
            : throw new FormatException($"{source} must be {KeyLength} bytes in base 64.");
    }
}
