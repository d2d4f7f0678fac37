namespace OpsBot.Channels.DingTalk;

/// <summary>What the platform knows of the organisation.</summary>
internal sealed record ReadDirectory(IReadOnlyList<ReadDepartment> Departments, IReadOnlyList<ReadUser> Users);

/// <summary>A department; the one from which reading began has no parent.</summary>
internal sealed record ReadDepartment(long Id, string Name, long? Parent);

/// <summary>A person in one of them.</summary>
internal sealed record ReadUser(string Account, string Name, long Department);
