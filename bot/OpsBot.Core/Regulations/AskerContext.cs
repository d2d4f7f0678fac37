namespace OpsBot.Core.Regulations;

/// <summary>What is known about who asks. <paramref name="Territory"/> is a place name (安溪县, 泉州, 浙江省) or null; its clauses are preferred where several answer.</summary>
public sealed record AskerContext(string? Territory = null)
{
    public static AskerContext Unknown { get; } = new();
}
