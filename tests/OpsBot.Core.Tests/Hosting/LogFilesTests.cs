using Microsoft.Extensions.Configuration;
using OpsBot.Web.Hosting;
using Serilog;

namespace OpsBot.Core.Tests.Hosting;

public sealed class LogFilesTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("opsbot-logs-");

    [Fact]
    public void RollingFiles_ManyLines_KeepsTheNewestFilesOnly()
    {
        Write(20_000, ("Logs:Days", "2"), ("Logs:Megabytes", "1"));

        var files = Files();
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.InRange(file.Length, 1, 1200 * 1024));
    }

    [Fact]
    public void RollingFiles_FolderThatCannotBeMade_StopsNothing()
    {
        File.WriteAllText(Path.Combine(_data.FullName, "logs"), "in the way");

        Write(3);

        Assert.Empty(Files());
    }

    [Fact]
    public void RollingFiles_NoDays_WritesNoFile()
    {
        Write(3, ("Logs:Days", "0"));

        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("Logs:Days", "-1")]
    [InlineData("Logs:Megabytes", "many")]
    public void RollingFiles_ValueThatIsNone_IsNamed(string key, string value)
    {
        var fault = Assert.Throws<FormatException>(() => Write(0, (key, value)));

        Assert.Contains(key.Replace(":", "__", StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private FileInfo[] Files() => Directory.Exists(Path.Combine(_data.FullName, "logs")) ? [.. _data.EnumerateFiles("logs/opsbot-*.log")] : [];

    private void Write(int lines, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        using var logger = new LoggerConfiguration().WriteTo.RollingFiles(_data.FullName, configuration).CreateLogger();
        for (var i = 0; i < lines; i++)
            logger.Information("Line {Number} of a hundred and some characters, so that files are full before the test becomes a long one, {Again}", i, i);
    }
}
